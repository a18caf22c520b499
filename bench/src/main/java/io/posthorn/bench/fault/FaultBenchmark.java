package io.posthorn.bench.fault;

import io.posthorn.bench.fault.CountingCarrier.Policy;
import io.posthorn.bench.rest.Api;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets parts of an installation fail, one after the other and under load, and counts afterwards: what was accepted, how
 * it ended, what carriers were handed and sinks were given. Nothing may be lost, and nothing may be there twice but
 * what was in doubt.
 */
public final class FaultBenchmark {
    private static final String NAME = "faults";

    /** The development credentials and their account. */
    private static final String KEY = "posthorn.posthorn-secret";

    private static final String ACCOUNT = "000000000000";
    private static final int NUMBERS_OF_EACH_CARRIER = 4;
    private static final Duration BEFORE = Duration.ofSeconds(6);
    private static final Duration AFTER = Duration.ofSeconds(8);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(300);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Plan plan;
    private final PrintStream out;
    private final Ledger ledger = new Ledger();
    private final List<String> wrong = new ArrayList<>();

    /** Differences that have been told of. */
    private Difference logDifference = Difference.NONE;

    private Difference streamDifference = Difference.NONE;
    private Difference hookDifference = Difference.NONE;

    /**
     * What is to be done.
     *
     * @param faults their names, in the order they are to strike; none: all
     * @param rate messages a second
     * @param hold for which a fault lasts that is not over by itself
     * @param from where an older version was built, for the upgrade; null for none
     * @param configuration for all services, as {@code --key=value}
     */
    public record Plan(
            List<String> faults,
            int rate,
            Duration hold,
            @Nullable Path from,
            List<String> configuration) {
        public Plan {
            faults = List.copyOf(faults);
            configuration = List.copyOf(configuration);
        }

        private List<Fault> chosen() {
            return faults.isEmpty()
                    ? Fault.all()
                    : faults.stream()
                            .flatMap(name -> Fault.all().stream()
                                    .filter(fault -> fault.name().equals(name)))
                            .toList();
        }
    }

    private FaultBenchmark(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** The names of all faults. */
    public static List<String> names() {
        return Fault.all().stream().map(Fault::name).toList();
    }

    /**
     * Runs them and prints a table in Markdown.
     *
     * @param home where Posthorn was built
     * @return whether nothing was lost and nothing was twice; the logs are kept where that is not so
     */
    public static boolean run(Path home, Plan plan, PrintStream out) throws IOException {
        return new FaultBenchmark(plan, out).run(home);
    }

    private static String inventory() {
        var lines = new ArrayList<>(List.of("phoneNumber,isoCountryCode,numberType,numberCapabilities,carrier,"
                + "partsPerSecond,monthlyLeasingPrice,registrationRequired"));
        for (var policy : Policy.values()) {
            for (int i = 0; i < NUMBERS_OF_EACH_CARRIER; i++) {
                lines.add("+1877555%04d,US,TOLL_FREE,SMS,%s,100,2.00,false".formatted(lines.size(), policy.carrier()));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private boolean run(Path home) throws IOException {
        try (var unknown = new CountingCarrier(Policy.UNKNOWN, ledger);
                var resend = new CountingCarrier(Policy.RESEND, ledger);
                var hook = new Hook()) {
            var carriers = List.of(unknown, resend);
            var installation = new Installation(
                    home,
                    plan.from(),
                    inventory(),
                    carriers.stream()
                            .flatMap(carrier -> carrier.arguments().stream())
                            .toList(),
                    plan.configuration());
            var isWell = false;
            try (installation) {
                var began = System.nanoTime();
                installation.start();
                out.printf(Locale.ROOT, "Ready after %.0f s%n%n", (System.nanoTime() - began) / NANOS_PER_SECOND);
                strikeAll(installation, carriers, hook);
                isWell = wrong.isEmpty();
            } finally {
                if (isWell) {
                    installation.remove();
                } else {
                    System.err.println("bench: logs are kept in " + installation.directory());
                }
            }
        }
        return wrong.isEmpty();
    }

    private void strikeAll(Installation installation, List<CountingCarrier> carriers, Hook hook) {
        try (var api = new Api(installation.endpoint(), KEY);
                var reader = new EventReader(installation.bootstrapServers(), ledger);
                var traffic = new Traffic(api, ledger, setUp(api, hook), NAME, plan.rate())) {
            var sinks = new SinkFiles(installation.sinks());
            // The first messages meet stages that have never done anything.
            traffic.flow();
            pass(BEFORE);
            settle(traffic, sinks, hook);
            out.println(
                    "| fault | sent | accepted | delivered | unknown | handed over | again | events | in the log group"
                            + " | in objects | at the subscriber | again | nothing accepted, s | nothing ended, s |"
                            + " slowest message, s |");
            out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
            for (var fault : plan.chosen()) {
                var hindrance = fault.hindrance().apply(installation);
                if (hindrance.isPresent()) {
                    out.println("| " + fault.name() + " | not here: " + hindrance.get() + " |");
                } else {
                    strike(fault, new Scene(installation, carriers, plan.hold()), traffic, sinks, hook);
                }
            }
            reader.check();
        }
    }

    private void strike(Fault fault, Scene scene, Traffic traffic, SinkFiles sinks, Hook hook) {
        var first = traffic.position();
        var eventsBefore = ledger.eventLines().size();
        var repeatedBefore = hook.repeated();
        traffic.flow();
        pass(BEFORE);
        fault.strike().on(scene);
        scene.installation().awaitWell();
        pass(AFTER);
        var flowed = System.nanoTime();
        settle(traffic, sinks, hook);

        var expected = ledger.eventLines();
        var counts = ledger.counts(first, traffic.position());
        var inLogs = Difference.of(expected, sinks.logGroups());
        var inObjects = Difference.of(expected, sinks.deliveryStreams());
        var atHook = Difference.of(expected, hook.lines());
        out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d | %s | %s | %s | %d | %.1f | %.1f | %.1f |%n",
                fault.name(),
                counts.sent(),
                counts.accepted(),
                counts.delivered(),
                counts.unknown(),
                counts.submissions(),
                counts.resent() + counts.repeated(),
                expected.size() - eventsBefore,
                inLogs.since(logDifference),
                inObjects.since(streamDifference),
                atHook.since(hookDifference),
                hook.repeated() - repeatedBefore,
                ledger.longestWithoutAcceptance(scene.began(), flowed),
                ledger.longestWithoutEnd(scene.began(), flowed),
                counts.longest());
        out.flush();
        var complaints = counts.wrong(fault.windows() * CountingCarrier.WINDOW);
        complaints.addAll(ledger.wrong());
        complain(complaints, "log group", inLogs.since(logDifference));
        complain(complaints, "objects", inObjects.since(streamDifference));
        complain(complaints, "subscriber", atHook.since(hookDifference));
        complaints.forEach(each -> System.err.println("bench: " + fault.name() + ": " + each));
        wrong.addAll(complaints);
        logDifference = inLogs;
        streamDifference = inObjects;
        hookDifference = atHook;
    }

    private static void complain(List<String> complaints, String sink, Difference difference) {
        if (!difference.equals(Difference.NONE)) {
            complaints.add(sink + ": " + difference);
        }
    }

    /** Waits until every message that was accepted has ended, and every sink has what it is to have. */
    private void settle(Traffic traffic, SinkFiles sinks, Hook hook) {
        traffic.stop();
        await(() -> traffic.unanswered() == 0 && ledger.open() == 0);
        await(() -> {
            var events = ledger.eventLines().size();
            return sinks.logGroups().size() >= events
                    && sinks.deliveryStreams().size() >= events
                    && hook.lines().size() >= events;
        });
        // What comes twice comes soon.
        pass(Duration.ofSeconds(2));
    }

    /** What does not come about in time is counted as missing. */
    private void await(BooleanSupplier condition) {
        var giveUp = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(this, LOOK_EVERY);
        }
    }

    private void pass(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        await(() -> System.nanoTime() >= until);
    }

    /**
     * Numbers of both carriers, and a configuration set whose events go to sinks of every kind; returns the numbers.
     */
    private List<String> setUp(Api api, Hook hook) {
        var numbers = new ArrayList<String>();
        // The inventory is taken in after the start.
        await(() -> {
            requestNumber(api).ifPresent(numbers::add);
            return numbers.size() == Policy.values().length * NUMBERS_OF_EACH_CARRIER;
        });
        var topic = api.call("/topics", Map.of("name", NAME)).path("topicArn").stringValue();
        api.call(
                "/topics/" + NAME + "/subscriptions",
                Map.of("protocol", "http", "endpoint", hook.url(), "attributes", Map.of("RawMessageDelivery", "true")));
        api.call("/configuration-sets", Map.of("configurationSetName", NAME));
        var arn = "arn:aws:%s:us-east-1:" + ACCOUNT + ":%s" + NAME;
        var role = "arn:aws:iam::" + ACCOUNT + ":role/posthorn";
        destination(
                api,
                "log",
                "cloudWatchLogsDestination",
                Map.of("iamRoleArn", role, "logGroupArn", arn.formatted("logs", "log-group:")));
        destination(
                api,
                "stream",
                "kinesisFirehoseDestination",
                Map.of("iamRoleArn", role, "deliveryStreamArn", arn.formatted("firehose", "deliverystream/")));
        destination(api, "topic", "snsDestination", Map.of("topicArn", topic));
        await(hook::isConfirmed);
        return numbers;
    }

    private static Optional<String> requestNumber(Api api) {
        var answer = api.ask(
                        "/phone-numbers",
                        Map.of(
                                "isoCountryCode",
                                "US",
                                "messageType",
                                "TRANSACTIONAL",
                                "numberCapabilities",
                                List.of("SMS"),
                                "numberType",
                                "TOLL_FREE"),
                        null)
                .join();
        return JsonMapper.shared().readTree(answer.body()).path("phoneNumberId").stringValueOpt();
    }

    private static void destination(Api api, String name, String kind, Map<String, String> where) {
        api.call(
                "/configuration-sets/" + NAME + "/event-destinations",
                Map.of("eventDestinationName", name, "matchingEventTypes", List.of("ALL"), kind, where));
    }
}
