package io.posthorn.bench;

import io.posthorn.bench.fault.FaultBenchmark;
import io.posthorn.bench.fault.KafkaNode;
import io.posthorn.bench.stage.StageBenchmark;
import io.posthorn.core.resource.NumberType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The program behind {@code bench/run}. */
public final class Bench {
    private static final int COUNTS_DIFFER = 1;
    private static final int WRONG_USAGE = 2;

    /** Where the launcher is; {@code bench/run} tells it. */
    private static final String HOME = "posthorn.home";

    private Bench() {}

    public static void main(String[] args) throws IOException {
        var arguments = List.of(args);
        if (arguments.contains("--help") || arguments.contains("-h")) {
            System.out.print(LoadOptions.HELP);
            return;
        }
        if (arguments.contains(KafkaNode.COMMAND)) {
            KafkaNode.run(arguments);
            return;
        }
        try {
            var options = LoadOptions.parse(arguments);
            if (options.mode() == LoadOptions.Mode.STAGES) {
                StageBenchmark.run(StageBenchmark.Plan.FULL, System.out);
            } else if (options.mode() == LoadOptions.Mode.CONTROL) {
                ControlBenchmark.run(home(), options, System.out);
            } else if (options.mode() == LoadOptions.Mode.QUEUE) {
                QueueBenchmark.run(home(), options, System.out);
            } else if (options.mode() == LoadOptions.Mode.RECEIPTS) {
                ReceiptsBenchmark.run(home(), options, System.out);
            } else if (options.mode() == LoadOptions.Mode.SMPP) {
                SmppBenchmark.run(home(), options, System.out);
            } else if (options.mode() == LoadOptions.Mode.OPT_OUTS) {
                OptOutBenchmark.run(home(), options, System.out);
            } else if (!countsMatch(options)) {
                System.err.println("bench: the counts do not match");
                System.exit(COUNTS_DIFFER);
            }
        } catch (UsageException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.exit(WRONG_USAGE);
        }
    }

    private static boolean countsMatch(LoadOptions options) throws IOException, UsageException {
        return switch (options.mode()) {
            case FAULTS -> runFaults(options);
            case KANNEL -> KannelBenchmark.run(home(), options, System.out);
            default -> run(options);
        };
    }

    private static boolean runFaults(LoadOptions options) throws IOException {
        return FaultBenchmark.run(
                home(),
                new FaultBenchmark.Plan(
                        options.faults(), options.rate(), options.duration(), options.from(), options.configuration()),
                System.out);
    }

    private static Path home() {
        return Path.of(System.getProperty(HOME, "."));
    }

    /** Whether every accepted message had exactly one final event, and none was refused that was to be accepted. */
    private static boolean run(LoadOptions options) throws IOException {
        var report = new Report(System.out);
        var clock = Clock.systemUTC();
        var accounts = IntStream.range(0, options.accounts())
                .mapToObj(Sender.Account::numbered)
                .toList();
        try (var system = ProcessUnderTest.start(home(), accounts, options.configuration());
                var http = HttpClient.newHttpClient();
                var watcher = EventWatcher.start(system.bootstrapServers())) {
            report.ready(system.endpoint(), options.accounts());
            var senders = new Setup(http, system.endpoint(), clock, NumberType.SIMULATOR)
                    .senders(accounts, options.numbers());
            if (options.mode() == LoadOptions.Mode.OVERLOAD) {
                return new OverloadBenchmark(system, watcher, senders, options, report, clock).run();
            }
            var run = new Run(system, watcher, senders, options.connections(), report, clock);
            var results = new ArrayList<Result>();
            for (var phase : options.phases()) {
                results.add(run.measure(phase));
            }
            report.summary(results);
            return results.stream().allMatch(result -> result.counts().match());
        }
    }
}
