/** Log groups, delivery streams and topics of AWS itself. */
@NullMarked
package io.posthorn.dispatcher.aws;

import org.jspecify.annotations.NullMarked;
