/** What the operator of an installation keeps: accounts, their keys, the inventory, prices and requests. */
@NullMarked
package io.posthorn.core.operator;

import org.jspecify.annotations.NullMarked;
