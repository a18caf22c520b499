/** What the operator of an installation has settled about each account. */
@NullMarked
package io.posthorn.core.account;

import org.jspecify.annotations.NullMarked;
