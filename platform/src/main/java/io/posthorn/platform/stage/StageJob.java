package io.posthorn.platform.stage;

import io.posthorn.platform.trace.StageTrace;

/** A stage as a thread is given it: what it is, where its tables come from, and what it tells of itself. */
record StageJob<P extends PartitionProcessor>(
        StageSpec<P> spec, TableRestorer restorer, StageMetrics metrics, StageTrace trace) {

    /** @param passage takes what it writes */
    RunningStage<P> begin(SessionTools tools, Passage.Writer passage) {
        return new RunningStage<>(this, tools, passage);
    }
}
