/** The operator's side of the control plane: accounts, keys, the inventory, prices and requests. */
@NullMarked
package io.posthorn.registration.operator;

import org.jspecify.annotations.NullMarked;
