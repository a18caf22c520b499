/** How much more the services behind the gateway can take. */
@NullMarked
package io.posthorn.gateway.room;

import org.jspecify.annotations.NullMarked;
