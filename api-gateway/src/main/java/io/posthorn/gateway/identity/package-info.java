/** Users, groups, roles, their keys and policies, and sessions of those who take on a role. */
@NullMarked
package io.posthorn.gateway.identity;

import org.jspecify.annotations.NullMarked;
