/** What the event-dispatcher is asked to tell to log groups, delivery streams and topics. */
@NullMarked
package io.posthorn.platform.delivery;

import org.jspecify.annotations.NullMarked;
