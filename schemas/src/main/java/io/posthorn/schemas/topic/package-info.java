/** The topic catalogue: every topic, its schema, and the settings it is created with. */
@NullMarked
package io.posthorn.schemas.topic;

import org.jspecify.annotations.NullMarked;
