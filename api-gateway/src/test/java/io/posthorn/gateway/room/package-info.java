@NullMarked
package io.posthorn.gateway.room;

import org.jspecify.annotations.NullMarked;
