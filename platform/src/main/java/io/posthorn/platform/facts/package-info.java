/** Brings together what routing has to know, in every service that decides about messages. */
@NullMarked
package io.posthorn.platform.facts;

import org.jspecify.annotations.NullMarked;
