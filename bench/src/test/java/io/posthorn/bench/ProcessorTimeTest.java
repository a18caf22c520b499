package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void addsUserAndSystemTimeOfAProcessWhateverItsName() {
        var stat = "4711 (a) b (c)) S 1 4711 4711 0 -1 4194304 100 0 0 0 250 50 7 7 20 0 90 0 123456 0 0";

        assertThat(ProcessorTime.ofProcess(stat)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void leavesOutTheTimeTheMachineIdles() {
        var stat = "cpu  100 1 20 9999 8888 3 4 5 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n";

        assertThat(ProcessorTime.ofMachine(stat)).isEqualTo(Duration.ofMillis(1_330));
    }

    @Test
    void readsResidentMemory() {
        assertThat(ProcessorTime.residentBytes("Name:\tjava\nVmHWM:\t 9 kB\nVmRSS:\t  2048 kB\nThreads:\t7\n"))
                .isEqualTo(2 << 20);
    }

    @Test
    void tellsCoresApart() {
        var before = new ProcessorTime(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        var after = new ProcessorTime(
                Duration.ofSeconds(2).toNanos(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(3_500),
                0);

        var cores = after.since(before);

        assertThat(cores.system()).isCloseTo(1.0, Offset.offset(0.001));
        assertThat(cores.harness()).isCloseTo(0.5, Offset.offset(0.001));
        assertThat(cores.others()).isCloseTo(0.25, Offset.offset(0.001));
    }
}
