/** Carriers that take messages over HTTP, in whatever words they want, and call back with receipts. */
@NullMarked
package io.posthorn.send.carrier.http;

import org.jspecify.annotations.NullMarked;
