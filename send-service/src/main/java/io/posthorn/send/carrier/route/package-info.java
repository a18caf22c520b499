/** Routes: carriers that hand messages to one of several connections, and to another where that fails. */
@NullMarked
package io.posthorn.send.carrier.route;

import org.jspecify.annotations.NullMarked;
