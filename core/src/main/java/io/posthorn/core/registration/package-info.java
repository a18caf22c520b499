/** Registration forms: what each type asks for, under which conditions, and whether answers do. */
@NullMarked
package io.posthorn.core.registration;

import org.jspecify.annotations.NullMarked;
