/** Makes the ids of requests, commands and messages. */
@NullMarked
package io.posthorn.gateway.id;

import org.jspecify.annotations.NullMarked;
