/** Carriers that speak SMPP 3.4: binds, message parts, answers, receipts and what people write to our numbers. */
@NullMarked
package io.posthorn.send.carrier.smpp;

import org.jspecify.annotations.NullMarked;
