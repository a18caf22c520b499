/** What accounts publish to their own topics, and what they have published to them once more. */
@NullMarked
package io.posthorn.gateway.publish;

import org.jspecify.annotations.NullMarked;
