/** What waits for the rates of numbers, told by the throttle and known by whoever asks. */
@NullMarked
package io.posthorn.platform.backlog;

import org.jspecify.annotations.NullMarked;
