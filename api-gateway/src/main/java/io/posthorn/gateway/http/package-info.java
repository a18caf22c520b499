/** The HTTP edge: reads requests, within bounds, and writes answers. */
@NullMarked
package io.posthorn.gateway.http;

import org.jspecify.annotations.NullMarked;
