package io.posthorn.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * Posthorn as {@code ./posthorn up} starts it: with the options its users get, in a process of its own, on an empty
 * directory. Process and directory go when this is closed, and when this program is ended from outside.
 */
final class ProcessUnderTest implements AutoCloseable {
    private static final Pattern ENDPOINT = Pattern.compile("API endpoint +(\\S+)");
    private static final Pattern KAFKA = Pattern.compile("Kafka +(\\S+)");
    private static final Pattern REGISTRY = Pattern.compile("Schema registry +(\\S+)");
    private static final Pattern HEAP_IN_USE = Pattern.compile("(?:generation|Gen|heap) .*used (\\d+)K");
    private static final int KIB_PER_MIB = 1024;
    private static final String READY = "Posthorn is ready";

    /** The simulator is to be no bound, so its numbers send as fast as the configuration allows. */
    private static final int SIMULATOR_RATE = 100_000;

    private static final long STOP_PATIENCE_SECONDS = 30;

    private final List<String> command;
    private final Process process;
    private final Path data;
    private final URI endpoint;
    private final String bootstrapServers;
    private final String registryUrl;

    private ProcessUnderTest(
            List<String> command,
            Process process,
            Path data,
            URI endpoint,
            String bootstrapServers,
            String registryUrl) {
        this.command = command;
        this.process = process;
        this.data = data;
        this.endpoint = endpoint;
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param home where the launcher is
     */
    static ProcessUnderTest start(Path home, List<Sender.Account> accounts, List<String> configuration)
            throws IOException {
        var data = Files.createTempDirectory("posthorn-bench");
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
        return start(command, data);
    }

    /** Kills it, as a loss of power would, and starts it on the same directory; returns when it is ready again. */
    ProcessUnderTest killAndRestart() throws IOException {
        kill();
        return startAgain();
    }

    /** Ends it, as a loss of power would; its directory stays. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it on the directory it had; returns when it is ready. */
    ProcessUnderTest startAgain() throws IOException {
        return start(command, data);
    }

    /** Its directory. */
    Path data() {
        return data;
    }

    /** The most memory it has had so far. */
    long peakResidentBytes() throws IOException {
        return ProcessorTime.bytes("VmHWM:", Files.readString(Path.of("/proc/" + process.pid() + "/status")));
    }

    private static ProcessUnderTest start(List<String> command, Path data) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, data), "end-of-process-under-test"));
        return awaitReady(command, process, data);
    }

    private static ProcessUnderTest awaitReady(List<String> command, Process process, Path data) throws IOException {
        var reader = process.inputReader();
        var banner = new StringBuilder();
        var ready = false;
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            ready = ready || line.contains(READY);
            banner.append(line).append('\n');
            if (ready && REGISTRY.matcher(line).find()) {
                // What it prints from now on has to go somewhere, or it would stop at a full pipe.
                Thread.ofVirtual().start(() -> passOn(reader));
                return new ProcessUnderTest(
                        command,
                        process,
                        data,
                        URI.create(group(ENDPOINT, banner)),
                        group(KAFKA, banner),
                        group(REGISTRY, banner));
            }
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
        try (reader) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains("WARN") || line.contains("ERROR")) {
                    System.err.println(line);
                }
            }
        } catch (IOException ended) {
            // So has the process.
        }
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

    /** MiB left on its heap after a collection, in all generations. */
    long heapInUse() {
        command("GC.run");
        return heapUsed();
    }

    /** MiB in use on its heap, with what a collection would free. */
    long heapUsed() {
        var kibibytes = HEAP_IN_USE
                .matcher(command("GC.heap_info"))
                .results()
                .mapToLong(part -> Long.parseLong(part.group(1)))
                .sum();
        return kibibytes / KIB_PER_MIB;
    }

    private String command(String name) {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var running = new ProcessBuilder(jcmd, Long.toString(process.pid()), name)
                    .redirectErrorStream(true)
                    .start();
            return new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot ask process " + process.pid() + " for " + name, failed);
        }
    }

    private static synchronized void end(Process process, Path data) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            FileSystemUtils.deleteRecursively(data);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + data, failed);
        }
    }

    @Override
    public void close() {
        end(process, data);
    }
}
