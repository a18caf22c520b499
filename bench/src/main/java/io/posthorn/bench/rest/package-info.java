/** How measurements use the REST interface. */
@NullMarked
package io.posthorn.bench.rest;

import org.jspecify.annotations.NullMarked;
