package io.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the system under test, the load generator and the whole machine had used at one moment, from Linux's
 * {@code /proc}.
 *
 * @param at {@link System#nanoTime}
 * @param system processor time of the system under test
 * @param harness processor time of this process
 * @param machine processor time of all processes, and what the host took away
 * @param residentBytes memory of the system under test
 */
record ProcessorTime(long at, Duration system, Duration harness, Duration machine, long residentBytes) {
    /** Linux reports processor time to programs in hundredths of a second. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final int BYTES_PER_KIB = 1024;

    /** @param pids the processes of the system under test */
    static ProcessorTime now(long... pids) {
        try {
            var proc = Path.of("/proc");
            var system = Duration.ZERO;
            var resident = 0L;
            for (var pid : pids) {
                system = system.plus(ofProcess(Files.readString(proc.resolve(pid + "/stat"))));
                resident += residentBytes(Files.readString(proc.resolve(pid + "/status")));
            }
            return new ProcessorTime(
                    System.nanoTime(),
                    system,
                    ofProcess(Files.readString(proc.resolve("self/stat"))),
                    ofMachine(Files.readString(proc.resolve("stat"))),
                    resident);
        } catch (IOException gone) {
            throw new UncheckedIOException("a process of the system under test is gone", gone);
        }
    }

    /** User and system time, fields 14 and 15; the name in field 2 may hold anything, so counting begins behind it. */
    static Duration ofProcess(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return TICK.multipliedBy(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    /** Everything on the first line but the fields for idling and for waiting for disks. */
    static Duration ofMachine(String stat) {
        var fields = stat.substring(0, stat.indexOf('\n')).split(" +", -1);
        var ticks = 0L;
        for (var field = 1; field <= 8; field++) {
            if (field != 4 && field != 5) {
                ticks += Long.parseLong(fields[field]);
            }
        }
        return TICK.multipliedBy(ticks);
    }

    static long residentBytes(String status) {
        return bytes("VmRSS:", status);
    }

    static long bytes(String line, String status) {
        return status.lines()
                .filter(each -> each.startsWith(line))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) * BYTES_PER_KIB)
                .findFirst()
                .orElse(0);
    }

    /** Cores kept busy since {@code before}. */
    Cores since(ProcessorTime before) {
        var nanos = (double) (at - before.at);
        var ofSystem = system.minus(before.system).toNanos() / nanos;
        var ofHarness = harness.minus(before.harness).toNanos() / nanos;
        var ofMachine = machine.minus(before.machine).toNanos() / nanos;
        return new Cores(ofSystem, ofHarness, Math.max(0, ofMachine - ofSystem - ofHarness));
    }

    /**
     * Cores kept busy, 1.0 being one core all the time.
     *
     * @param others everything that is neither the system nor the harness: how quiet the machine was
     */
    record Cores(double system, double harness, double others) {}
}
