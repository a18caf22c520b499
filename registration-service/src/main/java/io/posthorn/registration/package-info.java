/** The owner of every control-plane resource: commands in, resources and replies out. */
@NullMarked
package io.posthorn.registration;

import org.jspecify.annotations.NullMarked;
