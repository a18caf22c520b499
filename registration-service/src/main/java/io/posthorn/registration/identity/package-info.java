/** Users, groups, roles, access keys and policies. */
@NullMarked
package io.posthorn.registration.identity;

import org.jspecify.annotations.NullMarked;
