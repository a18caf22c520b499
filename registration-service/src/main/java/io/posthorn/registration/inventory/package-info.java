/** What the owners of the accounts and the keeper of the inventory say to each other when a number changes hands. */
@NullMarked
package io.posthorn.registration.inventory;

import org.jspecify.annotations.NullMarked;
