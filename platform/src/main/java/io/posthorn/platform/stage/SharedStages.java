package io.posthorn.platform.stage;

import io.posthorn.schemas.topic.Service;
import io.posthorn.schemas.topic.Services;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a process that share their threads. They join while the application is put together; when the first of
 * them is started, all are, and when the first is stopped, all are.
 */
final class SharedStages {
    private final Starter starter;
    private final List<StageJob<?>> jobs = new ArrayList<>();
    private int threads = 1;
    private @Nullable StageThreads running;

    /** Makes the threads. */
    @FunctionalInterface
    interface Starter {
        /**
         * Makes threads that are not started yet.
         *
         * @param groupsBefore that the stages may have been run by otherwise
         */
        StageThreads threads(String name, List<? extends StageJob<?>> jobs, int threads, List<String> groupsBefore);
    }

    SharedStages(Starter starter) {
        this.starter = starter;
    }

    synchronized StageLifecycle join(StageJob<?> job, int wanted) {
        if (running != null) {
            throw new IllegalStateException("stage " + job.spec().name() + " comes after the others have started");
        }
        jobs.add(job);
        threads = Math.max(threads, wanted);
        return new Member();
    }

    private synchronized void start() {
        if (running == null) {
            jobs.sort(Comparator.comparingInt(
                    job -> Services.PASSAGE.indexOf(job.spec().name())));
            var groups = jobs.stream()
                    .map(job -> Service.Stage.group(job.spec().name()))
                    .toList();
            running = starter.threads(Services.SHARED.name(), jobs, threads, groups);
            running.start();
        }
    }

    private synchronized void stop() {
        if (running != null) {
            running.stop();
            running = null;
        }
    }

    private synchronized @Nullable StageThreads running() {
        return running;
    }

    /** One of the stages, as the application sees it. */
    private final class Member implements StageLifecycle {
        @Override
        public void start() {
            SharedStages.this.start();
        }

        @Override
        public void stop() {
            SharedStages.this.stop();
        }

        @Override
        public boolean isRunning() {
            return running() != null;
        }

        @Override
        public boolean isReady() {
            var threads = running();
            return threads != null && threads.isReady();
        }

        @Override
        public int getPhase() {
            return StageThreads.PHASE;
        }
    }
}
