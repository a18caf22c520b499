/** Tests of the catalogue. */
@NullMarked
package io.posthorn.schemas.topic;

import org.jspecify.annotations.NullMarked;
