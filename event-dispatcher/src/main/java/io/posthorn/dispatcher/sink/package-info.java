/** The places events can go to: log groups, delivery streams, topics. */
@NullMarked
package io.posthorn.dispatcher.sink;

import org.jspecify.annotations.NullMarked;
