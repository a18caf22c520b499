package io.posthorn.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * One system for all tests that can share it, started for the first that wants it and stopped after the last. Whoever
 * lists resources, sets limits or defaults does so in an account of their own.
 */
final class RunningStandalone implements AutoCloseable {
    /** Files in here are found under {@code s3://} and this name. */
    static final String BUCKET = "files";

    private final AtomicInteger accounts = new AtomicInteger();
    private final Path directory;
    private final PlayedCarriers carriers;
    private final PlayedAws aws;
    private final Standalone posthorn;
    private final OperatorApi operator;
    private final SpanCollector spans;

    private RunningStandalone(
            Path directory,
            PlayedCarriers carriers,
            PlayedAws aws,
            SpanCollector spans,
            Standalone posthorn,
            OperatorApi operator) {
        this.directory = directory;
        this.carriers = carriers;
        this.aws = aws;
        this.posthorn = posthorn;
        this.operator = operator;
        this.spans = spans;
    }

    private static RunningStandalone start() throws IOException, UsageException {
        var directory = Files.createTempDirectory("posthorn");
        var bucket = Files.createDirectory(directory.resolve(BUCKET));
        var data = directory.resolve("data");
        var carriers = new PlayedCarriers(directory);
        var aws = new PlayedAws();
        var spans = new SpanCollector();
        var configuration = new ArrayList<>(carriers.arguments());
        configuration.addAll(aws.arguments());
        configuration.addAll(List.of(
                "--posthorn.registration.review-delay=2s",
                "--posthorn.tracing.endpoint=" + spans.endpoint(),
                "--posthorn.tracing.sample=0",
                "--posthorn.registration.quotas.verified-destination-hours=0",
                "--posthorn.gateway.attachment-buckets." + BUCKET + "=" + bucket));
        var posthorn = Standalone.start(new StandaloneOptions(0, 0, 0, data, configuration));
        return new RunningStandalone(directory, carriers, aws, spans, posthorn, OperatorApi.of(posthorn, data));
    }

    String endpoint() {
        return posthorn.endpoint();
    }

    String bootstrapServers() {
        return posthorn.bootstrapServers();
    }

    String registryUrl() {
        return posthorn.registryUrl();
    }

    Path data() {
        return directory.resolve("data");
    }

    Path bucket() {
        return directory.resolve(BUCKET);
    }

    OperatorApi operator() {
        return operator;
    }

    PlayedAws aws() {
        return aws;
    }

    PlayedCarriers carriers() {
        return carriers;
    }

    /** The spans of requests that ask to be traced. */
    SpanCollector spans() {
        return spans;
    }

    /** A new account out of the sandbox. */
    Account openAccount() throws IOException, InterruptedException {
        return openAccount("2222%08d".formatted(accounts.incrementAndGet()));
    }

    /** A new account with this id out of the sandbox. */
    Account openAccount(String id) throws IOException, InterruptedException {
        return new Account(id, operator.openAccount(id));
    }

    @Override
    public void close() throws IOException {
        posthorn.close();
        spans.close();
        carriers.close();
        aws.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    /** An account with its only key. */
    record Account(String id, AwsBasicCredentials key) {}

    /** Gives the system to whoever has it as a parameter. */
    static final class Shared implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Shared.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningStandalone.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(RunningStandalone.class, key -> started(), RunningStandalone.class);
        }

        private static RunningStandalone started() {
            try {
                return start();
            } catch (IOException | UsageException failed) {
                throw new ParameterResolutionException("no system to share", failed);
            }
        }
    }
}
