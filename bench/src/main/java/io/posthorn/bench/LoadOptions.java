package io.posthorn.bench;

import io.posthorn.bench.fault.FaultBenchmark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param doors front doors to measure, one after the other
 * @param window messages on their way in the closed loop, from request to final event
 * @param rate messages per second in the open loop
 * @param connections of the HTTP client; each carries one request at a time
 * @param accounts that send; keys of the pipeline's topics begin with the account, so they spread the load
 * @param numbers simulator numbers in the pool of each account
 * @param resources that the account of the control plane's measurement gets; open messages in that of receipts,
 *     messages in that of SMPP
 * @param optOuts numbers on the list of the measurement of opt-outs
 * @param faults that are to strike; none: all
 * @param from where an older version was built, for the fault {@code upgrade}; null for none
 * @param kannelHome where Kannel was unpacked; null for one that is installed
 * @param kannelWindow what {@code window} is, for Kannel
 * @param contenders that are measured beside one another
 * @param ways they are measured in: whether with receipts and callbacks
 * @param factor how many times its capacity a system is offered
 * @param warmUp load before each measurement that counts for nothing
 * @param duration of each measurement
 * @param configuration passed to the system under test, as {@code --key=value}
 */
record LoadOptions(
        Mode mode,
        Set<Door> doors,
        int window,
        int rate,
        int connections,
        int accounts,
        int numbers,
        int resources,
        int optOuts,
        List<String> faults,
        @Nullable Path from,
        @Nullable Path kannelHome,
        int kannelWindow,
        Set<KannelBenchmark.Who> contenders,
        Set<KannelBenchmark.Way> ways,
        int factor,
        Duration warmUp,
        Duration duration,
        List<String> configuration) {

    static final String HELP = """
            Usage: bench/run [mode] [options] [--posthorn.<configuration key>=<value> ...]

            Starts Posthorn in a process of its own on a fresh directory, drives it, and prints what it does.

            Modes:
              all      closed, then open, for each front door (default)
              closed   a bounded number of messages on their way: the most the system sustains
              open     a fixed rate: latency, counted from the time a message was meant to leave
              smoke    a few seconds of everything; fails when a message is lost, refused or comes twice
              control  the control plane: writes, listing, and a restart after kill -9, with many resources
              queue    what 1,000 numbers notice of another's queue of 100,000 messages
              receipts memory with as many messages open as --resources tells, which wait for their receipts
              smpp     --resources messages to a carrier over SMPP, and their receipts back
              kannel   Kannel and Posthorn one after the other, with the same load, carrier and callbacks
              overload some minutes of several times what the system can do: what is accepted, how soon, and memory
              faults   separate services and three brokers; parts of them fail, and nothing may be lost or twice
              opt-outs a list with many numbers: in, out, lookups, memory, and restarts with and without local copies
              stages   the stage runtime alone, against its alternatives, on a broker in this process

            Options:
              --door=http|kafka|both  (default both)
              --window=N              messages on their way in the closed loop (default 500; in modes kannel and
                                      overload 4000)
              --rate=N                messages per second in the open loop (default 1000; 60 in mode faults)
              --connections=N         HTTP connections (default 64; 512 in mode overload)
              --accounts=N            accounts that send (default 16)
              --numbers=N             simulator numbers of each account (default 2)
              --resources=N           resources of the one account in mode control, open messages in mode receipts
                                      (default 100000)
              --opt-outs=N            numbers on the list in mode opt-outs (default 200000)
              --faults=NAME,NAME      which ones, in mode faults (default all of those at the end)
              --kannel-home=DIR       where Kannel was unpacked (default: the one that is installed), in mode kannel
              --kannel-window=N       what --window is for Posthorn, for Kannel (default 500)
              --contenders=NAME,NAME  kannel (with its file store), kannel-spool, posthorn (default all), in mode kannel
              --ways=NAME,NAME        one-way, receipts (default both), in mode kannel
              --factor=N              how many times its capacity a system is offered, in mode overload (default 3)
              --from=DIR              an older version that was built there, for the fault upgrade
              --warm-up=SECONDS       before each measurement (default 20; the JIT settles after 30; in modes
                                      kannel and overload 60)
              --duration=SECONDS      of each measurement (default 60; 40 in mode kannel), of the overload
                                      (default 600), of each fault (default 20)

            Faults:
              %s
            """.formatted(String.join(", ", FaultBenchmark.names()));

    /** What is measured. */
    enum Mode {
        ALL,
        CLOSED,
        OPEN,
        SMOKE,
        CONTROL,
        QUEUE,
        RECEIPTS,
        SMPP,
        KANNEL,
        OVERLOAD,
        OPT_OUTS,
        FAULTS,
        STAGES
    }

    LoadOptions {
        doors = Set.copyOf(doors);
        faults = List.copyOf(faults);
        contenders = Set.copyOf(contenders);
        ways = Set.copyOf(ways);
        configuration = List.copyOf(configuration);
    }

    private static LoadOptions defaults(Mode mode) {
        return switch (mode) {
            case SMOKE -> defaults(mode, 50, 200, 16, 4, 1000, Duration.ofSeconds(1), Duration.ofSeconds(3));
            case FAULTS -> defaults(mode, 500, 60, 64, 16, 100_000, Duration.ZERO, Duration.ofSeconds(20));
            case KANNEL -> defaults(mode, 4_000, 1000, 64, 16, 100_000, Duration.ofSeconds(60), Duration.ofSeconds(40));
            case OVERLOAD ->
                defaults(mode, 4_000, 1000, 512, 16, 100_000, Duration.ofSeconds(60), Duration.ofSeconds(600));
            default -> defaults(mode, 500, 1000, 64, 16, 100_000, Duration.ofSeconds(20), Duration.ofSeconds(60));
        };
    }

    private static LoadOptions defaults(
            Mode mode,
            int window,
            int rate,
            int connections,
            int accounts,
            int resources,
            Duration warmUp,
            Duration duration) {
        return new LoadOptions(
                mode,
                EnumSet.allOf(Door.class),
                window,
                rate,
                connections,
                accounts,
                2,
                resources,
                200_000,
                List.of(),
                null,
                null,
                500,
                EnumSet.allOf(KannelBenchmark.Who.class),
                EnumSet.allOf(KannelBenchmark.Way.class),
                3,
                warmUp,
                duration,
                List.of());
    }

    /** Reads the command line: a mode, where it is not the default, and options. */
    static LoadOptions parse(List<String> arguments) throws UsageException {
        var first = arguments.isEmpty() ? "--" : arguments.getFirst();
        var mode = first.startsWith("--") ? Mode.ALL : mode(first);
        var options = defaults(mode);
        var doors = options.doors;
        var window = options.window;
        var rate = options.rate;
        var connections = options.connections;
        var accounts = options.accounts;
        var numbers = options.numbers;
        var resources = options.resources;
        var optOuts = options.optOuts;
        var faults = options.faults;
        var from = options.from;
        var kannelHome = options.kannelHome;
        var kannelWindow = options.kannelWindow;
        var contenders = options.contenders;
        var ways = options.ways;
        var factor = options.factor;
        var warmUp = options.warmUp;
        var duration = options.duration;
        var configuration = new ArrayList<String>();
        for (var argument : first.startsWith("--") ? arguments : arguments.subList(1, arguments.size())) {
            var equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new UsageException("unknown argument " + argument + "; see bench/run --help");
            }
            var name = argument.substring(0, equals);
            var value = argument.substring(equals + 1);
            switch (name) {
                case "--door" -> doors = doors(value);
                case "--window" -> window = number(name, value, 1, 1_000_000);
                case "--rate" -> rate = number(name, value, 1, 1_000_000);
                case "--connections" -> connections = number(name, value, 1, 10_000);
                case "--accounts" -> accounts = number(name, value, 1, 1_000);
                case "--numbers" -> numbers = number(name, value, 1, 100);
                case "--resources" -> resources = number(name, value, 1, 10_000_000);
                case "--opt-outs" -> optOuts = number(name, value, 1_000, 100_000_000);
                case "--faults" -> faults = faults(value);
                case "--from" -> from = Path.of(value);
                case "--kannel-home" -> kannelHome = Path.of(value);
                case "--kannel-window" -> kannelWindow = number(name, value, 1, 1_000_000);
                case "--contenders" -> contenders = named(name, value, KannelBenchmark.Who.class);
                case "--ways" -> ways = named(name, value, KannelBenchmark.Way.class);
                case "--factor" -> factor = number(name, value, 1, 100);
                case "--warm-up" -> warmUp = Duration.ofSeconds(number(name, value, 0, 3_600));
                case "--duration" -> duration = Duration.ofSeconds(number(name, value, 1, 86_400));
                default -> {
                    if (name.indexOf('.') < 0) {
                        throw new UsageException("unknown option " + name + "; see bench/run --help");
                    }
                    configuration.add(argument);
                }
            }
        }
        return new LoadOptions(
                mode,
                doors,
                window,
                rate,
                connections,
                accounts,
                numbers,
                resources,
                optOuts,
                faults,
                from,
                kannelHome,
                kannelWindow,
                contenders,
                ways,
                factor,
                warmUp,
                duration,
                configuration);
    }

    private static List<String> faults(String value) throws UsageException {
        var named = List.of(value.split(",", -1));
        for (var name : named) {
            if (!FaultBenchmark.names().contains(name)) {
                throw new UsageException("there is no fault '" + name + "'; see bench/run --help");
            }
        }
        return named;
    }

    private static Mode mode(String name) throws UsageException {
        return constant(name, Mode.class)
                .orElseThrow(() -> new UsageException("unknown mode " + name + "; see bench/run --help"));
    }

    private static <E extends Enum<E>> Set<E> named(String option, String value, Class<E> type) throws UsageException {
        var named = EnumSet.noneOf(type);
        for (var name : value.split(",", -1)) {
            named.add(constant(name, type)
                    .orElseThrow(
                            () -> new UsageException("there is no " + option + "=" + name + "; see bench/run --help")));
        }
        return named;
    }

    private static <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return EnumSet.allOf(type).stream()
                .filter(each ->
                        each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst();
    }

    private static Set<Door> doors(String value) throws UsageException {
        return switch (value) {
            case "http" -> EnumSet.of(Door.HTTP);
            case "kafka" -> EnumSet.of(Door.KAFKA);
            case "both" -> EnumSet.allOf(Door.class);
            default -> throw new UsageException("--door must be http, kafka or both, was '" + value + "'");
        };
    }

    private static int number(String name, String value, int least, int most) throws UsageException {
        try {
            var number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below like a number out of bounds.
        }
        throw new UsageException(name + " must be a number from " + least + " to " + most + ", was '" + value + "'");
    }

    /** The measurements, in order. */
    List<Phase> phases() {
        var phases = new ArrayList<Phase>();
        for (var door : Door.values()) {
            if (!doors.contains(door)) {
                continue;
            }
            if (mode != Mode.OPEN) {
                phases.add(new Phase(door, new Phase.Loop.Closed(window), warmUp, duration));
            }
            if (mode != Mode.CLOSED) {
                phases.add(new Phase(door, new Phase.Loop.Open(rate), warmUp, duration));
            }
        }
        return phases;
    }
}
