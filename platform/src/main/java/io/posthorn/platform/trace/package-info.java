/**
 * Traces of messages on their way through the topics, in the terms of OpenTelemetry; nothing where they are not wanted.
 */
@NullMarked
package io.posthorn.platform.trace;

import org.jspecify.annotations.NullMarked;
