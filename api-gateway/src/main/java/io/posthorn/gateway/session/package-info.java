/** Taking on roles, and who somebody is. */
@NullMarked
package io.posthorn.gateway.session;

import org.jspecify.annotations.NullMarked;
