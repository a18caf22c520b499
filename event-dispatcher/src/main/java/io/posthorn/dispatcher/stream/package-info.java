/** Delivery streams: buffered, as objects in a directory or an S3-compatible store. */
@NullMarked
package io.posthorn.dispatcher.stream;

import org.jspecify.annotations.NullMarked;
