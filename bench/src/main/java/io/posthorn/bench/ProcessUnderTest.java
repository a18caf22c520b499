package io.posthorn.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Posthorn as {@code ./posthorn up} starts it: with the options its users get, in a process of its own. */
final class ProcessUnderTest implements AutoCloseable {
    private static final Pattern ENDPOINT = Pattern.compile("API endpoint +(\\S+)");
    private static final Pattern KAFKA = Pattern.compile("Kafka +(\\S+)");
    private static final Pattern REGISTRY = Pattern.compile("Schema registry +(\\S+)");
    private static final String READY = "Posthorn is ready";

    /** The simulator is to be no bound, so its numbers send as fast as the configuration allows. */
    private static final int SIMULATOR_RATE = 100_000;

    private static final long STOP_PATIENCE_SECONDS = 30;

    private final Process process;
    private final URI endpoint;
    private final String bootstrapServers;
    private final String registryUrl;

    private ProcessUnderTest(Process process, URI endpoint, String bootstrapServers, String registryUrl) {
        this.process = process;
        this.endpoint = endpoint;
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param home where the launcher is
     * @param data a directory for everything it keeps
     */
    static ProcessUnderTest start(Path home, Path data, List<Sender.Account> accounts, List<String> configuration) {
        var command = new ArrayList<>(List.of(
                home.resolve("posthorn").toString(),
                "up",
                "--port=0",
                "--kafka-port=0",
                "--registry-port=0",
                "--data=" + data,
                "--posthorn.send.throttle.simulator-rate=" + SIMULATOR_RATE));
        for (var i = 0; i < accounts.size(); i++) {
            var account = accounts.get(i);
            var key = "--posthorn.gateway.credentials[" + i + "].";
            command.add(key + "access-key-id=" + account.accessKeyId());
            command.add(key + "secret=" + account.secret());
            command.add(key + "account=" + account.id());
        }
        command.addAll(configuration);
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return awaitReady(process);
            } catch (RuntimeException notReady) {
                process.destroyForcibly();
                throw notReady;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), failed);
        }
    }

    private static ProcessUnderTest awaitReady(Process process) {
        var reader = process.inputReader();
        var banner = new StringBuilder();
        try {
            var ready = false;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                ready = ready || line.contains(READY);
                banner.append(line).append('\n');
                if (ready && REGISTRY.matcher(line).find()) {
                    // What it prints from now on has to go somewhere, or it would stop at a full pipe.
                    Thread.ofVirtual().start(() -> passOn(reader));
                    return new ProcessUnderTest(
                            process,
                            URI.create(group(ENDPOINT, banner)),
                            group(KAFKA, banner),
                            group(REGISTRY, banner));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        throw new IllegalStateException("Posthorn did not start:\n" + banner);
    }

    private static String group(Pattern pattern, CharSequence banner) {
        var matcher = pattern.matcher(banner);
        if (!matcher.find()) {
            throw new IllegalStateException("the banner does not tell " + pattern + ":\n" + banner);
        }
        return matcher.group(1);
    }

    private static void passOn(BufferedReader reader) {
        reader.lines()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .forEach(System.err::println);
    }

    URI endpoint() {
        return endpoint;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    String registryUrl() {
        return registryUrl;
    }

    ProcessorTime processorTime() {
        return ProcessorTime.now(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
