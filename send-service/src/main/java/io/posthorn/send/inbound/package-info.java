/** Makes whole messages of what carriers hand over, and finds out whose they are. */
@NullMarked
package io.posthorn.send.inbound;

import org.jspecify.annotations.NullMarked;
