package io.posthorn.bench.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Where a fault strikes, and when. */
final class Scene {
    private static final Duration REST = Duration.ofSeconds(4);

    private final Installation installation;
    private final List<CountingCarrier> carriers;
    private final Duration hold;
    private long began;

    /** @param hold for which a fault lasts that is not over by itself */
    Scene(Installation installation, List<CountingCarrier> carriers, Duration hold) {
        this.installation = installation;
        this.carriers = List.copyOf(carriers);
        this.hold = hold;
    }

    Installation installation() {
        return installation;
    }

    List<CountingCarrier> carriers() {
        return carriers;
    }

    /** The harm is about to be done. */
    void begins() {
        began = System.nanoTime();
    }

    void hold() {
        pass(hold);
    }

    /** Lets traffic flow for a moment. */
    void rest() {
        pass(REST);
    }

    long began() {
        return began;
    }

    private void pass(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        for (var left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }
}
