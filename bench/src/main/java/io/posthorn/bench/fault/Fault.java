package io.posthorn.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that goes wrong, and is well again when {@link Strike#on} returns.
 *
 * @param windows how often what is on the way to a carrier may get into doubt, all of it at most
 * @param hindrance why it cannot be had here, if that is so
 */
record Fault(String name, int windows, Function<Installation, Optional<String>> hindrance, Strike strike) {
    private static final String FAKE_TIME = "libfaketimeMT.so.1";

    /** How far a clock is put forward and back. */
    private static final int SKEW_SECONDS = 300;

    private static final int DROPS = 3;

    /** Does the harm and mends it. */
    @FunctionalInterface
    interface Strike {
        void on(Scene scene);
    }

    private static Fault always(String name, int windows, Strike strike) {
        return new Fault(name, windows, anywhere -> Optional.empty(), strike);
    }

    /** All there are, in the order they are gone through. */
    static List<Fault> all() {
        var all = new ArrayList<Fault>();
        for (var service : Service.values()) {
            all.add(always(
                    "kill-" + service.shortName(), service == Service.SEND ? 1 : 0, scene -> kill(scene, service)));
        }
        all.add(always("broker", 0, Fault::killBroker));
        all.add(always("registry", 0, Fault::stopRegistry));
        all.add(always("carrier", 1 + DROPS, Fault::breakCarriers));
        for (var service : List.of(Service.ROUTING, Service.SEND, Service.DISPATCHER)) {
            all.add(always(
                    "pause-" + service.shortName(), service == Service.SEND ? 1 : 0, scene -> pause(scene, service)));
        }
        all.add(new Fault(
                "disk-sink",
                0,
                installation -> needed(installation.sinkQuota(), "a small file system cannot be mounted"),
                Fault::fillSink));
        all.add(new Fault(
                "disk-state",
                2,
                installation -> needed(installation.stateQuota(), "a small file system cannot be mounted"),
                Fault::fillState));
        for (var service : List.of(Service.ROUTING, Service.SEND, Service.DISPATCHER)) {
            all.add(new Fault(
                    "clock-" + service.shortName(),
                    0,
                    anywhere -> needed(fakeTime(), FAKE_TIME + " is not there; install faketime"),
                    scene -> skew(scene, service)));
        }
        all.add(new Fault(
                "upgrade",
                0,
                installation -> installation.isOld() ? Optional.empty() : Optional.of("needs --from an older version"),
                Fault::upgrade));
        return all;
    }

    private static Optional<String> needed(Optional<?> what, String otherwise) {
        return what.isPresent() ? Optional.empty() : Optional.of(otherwise);
    }

    private static void kill(Scene scene, Service service) {
        var member = scene.installation().service(service);
        scene.begins();
        member.kill();
        scene.installation().awaitReady(member);
    }

    private static void killBroker(Scene scene) {
        var broker = scene.installation().leadingBroker();
        scene.begins();
        broker.kill();
        scene.hold();
        broker.start();
        scene.installation().awaitCopies();
    }

    private static void stopRegistry(Scene scene) {
        var registry = scene.installation().registry();
        scene.begins();
        registry.stop();
        scene.hold();
        scene.installation().awaitReady(registry);
    }

    private static void breakCarriers(Scene scene) {
        var links = scene.carriers().stream().map(CountingCarrier::link).toList();
        scene.begins();
        links.forEach(CarrierLink::cut);
        scene.hold();
        links.forEach(CarrierLink::mend);
        for (int i = 0; i < DROPS; i++) {
            scene.rest();
            links.forEach(CarrierLink::drop);
        }
        scene.rest();
    }

    /** Holds one of two instances still until the other has taken over, and for as long again. */
    private static void pause(Scene scene, Service service) {
        var member = scene.installation().service(service);
        var second = scene.installation().startSecond(service);
        scene.rest();
        scene.begins();
        member.pause();
        scene.hold();
        member.resume();
        scene.rest();
        scene.installation().awaitReady(member);
        second.stop();
    }

    private static void fillSink(Scene scene) {
        var quota = scene.installation().sinkQuota().orElseThrow();
        scene.begins();
        quota.fill();
        scene.hold();
        quota.free();
    }

    /** Fills the disk below the local copies, and lets the service die on top of it. */
    private static void fillState(Scene scene) {
        var quota = scene.installation().stateQuota().orElseThrow();
        var member = scene.installation().service(Service.SEND);
        scene.begins();
        quota.fill();
        scene.rest();
        member.kill();
        member.start();
        scene.hold();
        quota.free();
        scene.installation().awaitReady(member);
    }

    /**
     * Upgrades one service after the other, in the order operations.md gives. Of those that share partitions, an older
     * and a newer instance work side by side for a while.
     */
    private static void upgrade(Scene scene) {
        scene.begins();
        for (var service : List.of(
                Service.DISPATCHER,
                Service.SEND,
                Service.OPT_OUT,
                Service.ROUTING,
                Service.REGISTRATION,
                Service.GATEWAY)) {
            if (service == Service.SEND || service == Service.DISPATCHER) {
                var second = scene.installation().startSecond(service);
                scene.rest();
                scene.installation().upgrade(service);
                second.stop();
            } else {
                scene.installation().upgrade(service);
            }
        }
    }

    private static Optional<Path> fakeTime() {
        try (var below = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu")) {
            for (var each : below) {
                var library = each.resolve("faketime").resolve(FAKE_TIME);
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
            return Optional.empty();
        } catch (IOException noSuchDirectory) {
            return Optional.empty();
        }
    }

    /** Puts the clock of one process forward, right, back, and right again. */
    private static void skew(Scene scene, Service service) {
        var member = scene.installation().service(service);
        var offset = scene.installation().directory().resolve("offset");
        set(offset, 0);
        member.stop();
        member.start(Map.of(
                "LD_PRELOAD",
                fakeTime().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                // In seconds. A look into the file with every question for the time makes a start take minutes.
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1"));
        scene.installation().awaitReady(member);
        scene.rest();
        scene.begins();
        for (var skew : List.of(SKEW_SECONDS, 0, -SKEW_SECONDS, 0)) {
            set(offset, skew);
            scene.rest();
            scene.rest();
        }
        member.stop();
        scene.installation().awaitReady(member);
    }

    /** Replaced in one step: half of it would be another time. */
    private static void set(Path offset, int seconds) {
        var next = offset.resolveSibling("offset.next");
        try {
            Files.writeString(next, "%+d".formatted(seconds));
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
