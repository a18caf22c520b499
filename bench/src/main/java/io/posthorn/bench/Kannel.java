package io.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Kannel's bearerbox and smsbox, in processes of their own and on an empty directory, which go when this is closed and
 * when this program is ended from outside.
 */
final class Kannel implements Contender {
    private static final String BEARERBOX = "bearerbox";
    private static final String SMSBOX = "smsbox";

    /** Nothing but errors: what it tells on the console slows it down. */
    private static final String VERBOSITY = "4";

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long STOP_PATIENCE_SECONDS = 10;

    private final Path directory = Files.createTempDirectory("kannel-bench");
    private final List<Process> processes = new ArrayList<>();
    private final URI endpoint;
    private final String callback;
    private boolean closed;

    /** The programs, as the Debian package has them. */
    record Programs(Path directory, @Nullable Path home) {
        /**
         * Finds them.
         *
         * @param home where packages were unpacked; null for those that are installed
         */
        static Programs find(@Nullable Path home) throws UsageException {
            var places = home == null
                    ? Stream.concat(
                            Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                    .split(":", -1)),
                            Stream.of("/usr/sbin"))
                    : Stream.of(home.resolve("usr").resolve("sbin").toString());
            var found = places.map(Path::of)
                    .filter(place ->
                            Files.isExecutable(place.resolve(BEARERBOX)) && Files.isExecutable(place.resolve(SMSBOX)))
                    .findFirst();
            return new Programs(
                    found.orElseThrow(() -> new UsageException("there is no Kannel"
                            + Optional.ofNullable(home)
                                    .map(where -> " in " + where)
                                    .orElse("")
                            + ": apt install kannel, or unpack it and what it depends on with dpkg -x and say where"
                            + " with --kannel-home")),
                    home);
        }

        private ProcessBuilder process(String program, Path configuration) throws IOException {
            var builder = new ProcessBuilder(
                    directory.resolve(program).toString(), "-v", VERBOSITY, configuration.toString());
            if (home != null) {
                builder.environment().put("LD_LIBRARY_PATH", String.join(":", libraries(home)));
            }
            return builder;
        }

        /** Directories of libraries that came with the programs. */
        private static List<String> libraries(Path home) throws IOException {
            var all = new ArrayList<String>();
            for (var root : List.of(home.resolve("usr").resolve("lib"), home.resolve("lib"))) {
                if (Files.isDirectory(root)) {
                    try (var places = Files.list(root)) {
                        places.filter(place -> place.getFileName().toString().contains("-linux-gnu"))
                                .forEach(place -> all.add(place.toString()));
                    }
                }
            }
            return all;
        }
    }

    /**
     * Starts it and returns when it is bound to the carrier and takes messages.
     *
     * @param callback where deliveries are to be told of; empty to be told of none
     */
    Kannel(Programs programs, KannelConfiguration.Store store, StandInCarrier carrier, String callback)
            throws IOException {
        this.callback = callback;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-of-kannel"));
        var configuration = new KannelConfiguration(
                FreePorts.choose(), FreePorts.choose(), FreePorts.choose(), carrier.port(), store, directory);
        endpoint = URI.create("http://127.0.0.1:" + configuration.sendPort());
        var file = directory.resolve("kannel.conf");
        Files.writeString(file, configuration.text());
        Files.createDirectories(directory.resolve("spool"));
        start(programs, BEARERBOX, file);
        await("the bearerbox", () -> listens(configuration.boxPort()));
        start(programs, SMSBOX, file);
        await("the smsbox", () -> listens(configuration.sendPort()));
        await("the connection to the carrier", () -> carrier.bound() > 0);
    }

    private void start(Programs programs, String program, Path configuration) throws IOException {
        var log = directory.resolve(program + ".log").toFile();
        processes.add(programs.process(program, configuration)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start());
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void await(String what, BooleanSupplier condition) throws IOException {
        var giveUp = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp || !processes.stream().allMatch(Process::isAlive)) {
                var logs = new StringBuilder();
                for (var program : List.of(BEARERBOX, SMSBOX)) {
                    var log = directory.resolve(program + ".log");
                    logs.append(Files.exists(log) ? Files.readString(log) : "");
                }
                close();
                throw new IllegalStateException(what + " did not come about:\n" + logs);
            }
            LockSupport.parkNanos(this, LOOK_EVERY);
        }
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public HttpRequests requests() {
        return new KannelRequests(endpoint, callback);
    }

    @Override
    public ProcessorTime processorTime() {
        return ProcessorTime.now(processes.stream().mapToLong(Process::pid).toArray());
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (var process : processes.reversed()) {
                process.destroy();
                if (!process.waitFor(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            FileSystemUtils.deleteRecursively(directory);
        } catch (InterruptedException interrupted) {
            processes.forEach(Process::destroyForcibly);
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + directory, failed);
        }
    }
}
