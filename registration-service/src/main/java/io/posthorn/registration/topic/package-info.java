/** Operations on topics and the subscriptions to them. */
@NullMarked
package io.posthorn.registration.topic;

import org.jspecify.annotations.NullMarked;
