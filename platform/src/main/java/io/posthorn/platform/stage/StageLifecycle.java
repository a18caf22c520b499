package io.posthorn.platform.stage;

import org.springframework.context.SmartLifecycle;

/** A running stage: the threads of one instance. */
public interface StageLifecycle extends SmartLifecycle {

    /** Whether every thread has joined its group and is ready for records. */
    boolean isReady();
}
