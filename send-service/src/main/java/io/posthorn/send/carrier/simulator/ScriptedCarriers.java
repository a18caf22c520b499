package io.posthorn.send.carrier.simulator;

import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.CarrierGroup;
import io.posthorn.send.carrier.CarrierReceipts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The played carriers of the configuration, and the thread that keeps their times. */
final class ScriptedCarriers implements CarrierGroup, AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("played-carriers").factory());
    private final List<Carrier> carriers;

    ScriptedCarriers(Map<String, Script> scripts, CarrierReceipts receipts, Clock clock) {
        carriers = scripts.entrySet().stream()
                .<Carrier>map(entry -> new ScriptedCarrier(entry.getKey(), entry.getValue(), receipts, timer, clock))
                .toList();
    }

    @Override
    public List<Carrier> carriers() {
        return carriers;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
