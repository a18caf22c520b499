/** Phones that are played: what they have received, and what they write. */
@NullMarked
package io.posthorn.gateway.handset;

import org.jspecify.annotations.NullMarked;
