package io.posthorn.platform.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The threads of a stage in this instance. */
final class StageThreads implements StageLifecycle {
    /** Stages stop before what they read from: the views, which stop in a later phase. */
    static final int PHASE = 1000;

    private final String stage;
    private final int threads;
    private final IntFunction<StageRunner> runnerFactory;
    private final List<Thread> running = new ArrayList<>();
    private List<StageRunner> runners = List.of();

    StageThreads(String stage, int threads, IntFunction<StageRunner> runnerFactory) {
        this.stage = stage;
        this.threads = threads;
        this.runnerFactory = runnerFactory;
    }

    @Override
    public synchronized void start() {
        var made = new ArrayList<StageRunner>();
        for (var i = 0; i < threads; i++) {
            var runner = runnerFactory.apply(i);
            made.add(runner);
            running.add(Thread.ofPlatform().name("stage-" + stage + "-" + i).start(runner));
        }
        runners = List.copyOf(made);
    }

    @Override
    public synchronized void stop() {
        runners.forEach(StageRunner::stop);
        for (var thread : running) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        running.clear();
        runners = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isEmpty();
    }

    @Override
    public synchronized boolean isReady() {
        return isRunning() && runners.stream().allMatch(StageRunner::isReady);
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
