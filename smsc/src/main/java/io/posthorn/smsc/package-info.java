/** A carrier's side of SMPP: what the send-service is tested and measured against. */
@NullMarked
package io.posthorn.smsc;

import org.jspecify.annotations.NullMarked;
