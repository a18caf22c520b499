/** How tables are written as text, everywhere in the system. */
@NullMarked
package io.posthorn.core.csv;

import org.jspecify.annotations.NullMarked;
