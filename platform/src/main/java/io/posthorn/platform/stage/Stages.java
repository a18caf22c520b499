package io.posthorn.platform.stage;

/** Runs stages. */
public interface Stages {

    /**
     * A stage that starts and stops with the application.
     *
     * @param threads how many partitions are worked on at the same time in this instance
     */
    StageLifecycle run(StageSpec<?> stage, int threads);
}
