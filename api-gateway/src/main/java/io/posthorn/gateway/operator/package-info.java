/** The operator's API: a server of its own, with a credential of its own, in front of what the operator keeps. */
@NullMarked
package io.posthorn.gateway.operator;

import org.jspecify.annotations.NullMarked;
