/** The send service: throttle, carrier connectors, receipts. */
@NullMarked
package io.posthorn.send;

import org.jspecify.annotations.NullMarked;
