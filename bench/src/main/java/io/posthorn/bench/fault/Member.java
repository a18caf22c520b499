package io.posthorn.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the installation, which can be ended, held still, and started again as it was. */
final class Member implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

    private final String name;
    private final List<String> command;
    private final Path log;
    private @Nullable Process process;
    private boolean closed;

    /** @param log gets what the process prints, over all of its lives */
    Member(String name, List<String> command, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
    }

    String name() {
        return name;
    }

    void start() {
        start(Map.of());
    }

    /** @param environment variables of this life alone */
    synchronized void start(Map<String, String> environment) {
        if (closed || isAlive()) {
            throw new IllegalStateException(name + (closed ? " has ended for good" : " runs already"));
        }
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + name, failed);
        }
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    /** {@code kill -9}: nothing is flushed, closed or said goodbye to. */
    void kill() {
        running().destroyForcibly().onExit().join();
    }

    /** Asks it to end, as a deployment does, and waits until it has. */
    void stop() {
        var asked = running();
        asked.destroy();
        try {
            if (!asked.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /** Holds it still: it keeps its memory and connections and does nothing. */
    void pause() {
        signal("STOP");
    }

    /** Lets it go on as if no time had passed. */
    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            var sent = new ProcessBuilder(
                            "kill", "-" + signal, Long.toString(running().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (sent != 0) {
                throw new IllegalStateException(name + " does not take SIG" + signal);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Ends it at once, if it runs, and for good: nobody who waits for it starts it again. */
    @Override
    public synchronized void close() {
        closed = true;
        if (isAlive()) {
            kill();
        }
    }
}
