/** Topics and who listens to them. */
@NullMarked
package io.posthorn.dispatcher.topic;

import org.jspecify.annotations.NullMarked;
