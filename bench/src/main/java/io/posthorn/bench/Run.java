package io.posthorn.bench;

import java.time.Clock;
import java.util.List;

/** Carries out measurements on a system that has been set up. */
final class Run {

    private final ProcessUnderTest system;
    private final EventWatcher watcher;
    private final List<Sender> senders;
    private final int connections;
    private final Report report;
    private final Clock clock;

    Run(
            ProcessUnderTest system,
            EventWatcher watcher,
            List<Sender> senders,
            int connections,
            Report report,
            Clock clock) {
        this.system = system;
        this.watcher = watcher;
        this.senders = List.copyOf(senders);
        this.connections = connections;
        this.report = report;
        this.clock = clock;
    }

    private Load load(Door door) {
        return switch (door) {
            case HTTP ->
                new HttpLoad(
                        system.endpoint(),
                        new SendRequests(system.endpoint(), senders, SendRequests.Body.TO_SIMULATOR, clock),
                        connections);
            case KAFKA -> new KafkaLoad(system.bootstrapServers(), system.registryUrl(), senders);
        };
    }

    Result measure(Phase phase) {
        report.secondsHeader(phase);
        var measurements = new Measurements();
        try (var load = load(phase.door())) {
            var pace = phase.pace(load::wakeUp);
            var flights = new Flights(measurements, pace);
            watcher.tell(flights);
            load.start(pace, flights);

            var seconds = new Seconds(system::processorTime, flights, measurements.ends(), report, () -> check(load));
            var measured = seconds.measure(phase, measurements);
            load.stop();
            seconds.drain();
            return new Result(
                    phase,
                    measured,
                    measurements.starts().total(),
                    measurements.answers().total(),
                    measurements.submissions().total(),
                    measurements.ends().total(),
                    flights.counts());
        }
    }

    private void check(Load load) {
        load.check();
        watcher.check();
    }
}
