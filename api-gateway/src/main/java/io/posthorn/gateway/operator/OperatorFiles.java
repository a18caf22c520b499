package io.posthorn.gateway.operator;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.LoadedFile;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.SecretSeal;
import io.posthorn.gateway.csv.CsvShape;
import io.posthorn.gateway.operation.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes files of operator data in when the program starts. A file is taken in once: what the operator changes
 * afterwards stays, until the file itself changes, or a variable it names. Its name says what is in it:
 * {@code accounts.csv}, {@code access-keys.csv}, {@code numbers.csv}, {@code sender-ids.csv}, {@code prices.csv}, each
 * with anything in front, such as {@code example-prices.csv}.
 */
public final class OperatorFiles implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OperatorFiles.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String SUFFIX = ".csv";
    private static final int MOST_LINES_LOGGED = 20;

    private final List<Path> sources;
    private final Imports imports;
    private final OperatorResources state;
    private final BiFunction<String, ObjectNode, Answer> stage;
    private final SecretSeal seal;
    private final Function<String, @Nullable String> variables;
    private final AtomicInteger wrong = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean running;

    /** @param variables of the environment, by which secrets may be named; null for those that are not set */
    OperatorFiles(
            List<Path> sources,
            Imports imports,
            OperatorResources state,
            BiFunction<String, ObjectNode, Answer> stage,
            SecretSeal seal,
            Function<String, @Nullable String> variables) {
        this.sources = List.copyOf(sources);
        this.imports = imports;
        this.state = state;
        this.stage = stage;
        this.seal = seal;
        this.variables = variables;
    }

    /** Whether every file has been taken in, or found wrong. */
    public boolean isDone() {
        return done.getCount() == 0;
    }

    /** How many files could not be taken in, because they are wrong or cannot be read. */
    int wrong() {
        return wrong.get();
    }

    @Override
    public void start() {
        running = true;
        var files = new ArrayList<Path>();
        // In this order: keys and prices stand on their own, accounts come first.
        for (var name : imports.names()) {
            files.addAll(files(name));
        }
        Thread.ofPlatform().daemon().name("operator-files").start(() -> {
            for (var file : files) {
                load(file);
            }
            done.countDown();
        });
    }

    private List<Path> files(String name) {
        var found = new ArrayList<Path>();
        for (var source : sources) {
            if (Files.isDirectory(source)) {
                try (var inside = Files.list(source)) {
                    inside.filter(file -> is(file, name)).sorted().forEach(found::add);
                } catch (IOException failed) {
                    throw new UncheckedIOException("cannot read directory " + source, failed);
                }
            } else if (!Files.isRegularFile(source)) {
                throw new IllegalArgumentException("posthorn.operator.files: there is no " + source);
            } else if (is(source, name)) {
                found.add(source);
            }
        }
        return found;
    }

    private static boolean is(Path file, String name) {
        var fileName = String.valueOf(file.getFileName());
        return fileName.equals(name + SUFFIX) || fileName.endsWith("-" + name + SUFFIX);
    }

    private Optional<String> table(Path file) {
        return imports.names().stream().filter(name -> is(file, name)).findFirst();
    }

    private void load(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException failed) {
            log.atError().addKeyValue("file", file).setCause(failed).log("file of operator data cannot be read");
            wrong.incrementAndGet();
            return;
        }
        var name = file.toAbsolutePath().normalize().toString();
        var text = new String(content, StandardCharsets.UTF_8);
        var digest = seal.fingerprint(withVariables(text));
        var isKnown = state.find(OperatorKind.FILE, name)
                .map(LoadedFile::digest)
                .filter(digest::equals)
                .isPresent();
        if (!isKnown) {
            take(file, name, digest, text);
        }
    }

    /** The text, with the values of what it names behind it. */
    private String withVariables(String text) {
        return CsvShape.references(text)
                .distinct()
                .map(variable -> variable + "=" + variables.apply(variable))
                .collect(Collectors.joining("\n", text, ""));
    }

    private void take(Path file, String name, String digest, String text) {
        var table = table(file).orElseThrow();
        var again = true;
        while (again) {
            again = switch (imports.take(table, text, false, variables)) {
                case Imports.Outcome.Done(int lines) -> {
                    log.atInfo()
                            .addKeyValue("file", file)
                            .addKeyValue("lines", lines)
                            .log("file of operator data taken in");
                    yield !note(name, digest) && pause();
                }
                case Imports.Outcome.Wrong(var errors, int written) -> {
                    errors.stream()
                            .limit(MOST_LINES_LOGGED)
                            .forEach(error -> log.atError()
                                    .addKeyValue("file", file)
                                    .addKeyValue("line", error.line())
                                    .addKeyValue("column", error.column())
                                    .addKeyValue("reason", error.message())
                                    .log("wrong line in a file of operator data"));
                    log.atError()
                            .addKeyValue("file", file)
                            .addKeyValue("errors", errors.size())
                            .addKeyValue("written", written)
                            .log("file of operator data not taken in");
                    wrong.incrementAndGet();
                    yield false;
                }
                case Imports.Outcome.Failed failed -> {
                    log.atInfo()
                            .addKeyValue("file", file)
                            .addKeyValue("reason", failed.why().type())
                            .log("file of operator data waits");
                    yield pause();
                }
            };
        }
    }

    private boolean note(String name, String digest) {
        var input = WireJson.MAPPER.createObjectNode().put("Name", name).put("Digest", digest);
        return stage.apply("NoteFile", input) instanceof Answer.Done;
    }

    /** Waits a little; false where the program stops meanwhile. */
    private boolean pause() {
        try {
            return !stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the stages, which do the work. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1024;
    }
}
