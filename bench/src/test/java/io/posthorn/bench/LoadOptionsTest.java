package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadOptionsTest {

    @Test
    void measuresEverythingWhenNothingIsAskedFor() throws UsageException {
        var options = LoadOptions.parse(List.of());

        assertThat(options.mode()).isEqualTo(LoadOptions.Mode.ALL);
        assertThat(options.phases())
                .containsExactly(
                        new Phase(Door.HTTP, new Phase.Loop.Closed(500), Duration.ofSeconds(20), Duration.ofMinutes(1)),
                        new Phase(Door.HTTP, new Phase.Loop.Open(1000), Duration.ofSeconds(20), Duration.ofMinutes(1)),
                        new Phase(
                                Door.KAFKA, new Phase.Loop.Closed(500), Duration.ofSeconds(20), Duration.ofMinutes(1)),
                        new Phase(
                                Door.KAFKA, new Phase.Loop.Open(1000), Duration.ofSeconds(20), Duration.ofMinutes(1)));
    }

    @Test
    void readsModeAndOptions() throws UsageException {
        var options = LoadOptions.parse(List.of(
                "open",
                "--door=kafka",
                "--rate=300",
                "--warm-up=0",
                "--duration=5",
                "--accounts=3",
                "--numbers=4",
                "--connections=9",
                "--posthorn.stage.max-batch=100"));

        assertThat(options.phases())
                .containsExactly(new Phase(Door.KAFKA, new Phase.Loop.Open(300), Duration.ZERO, Duration.ofSeconds(5)));
        assertThat(options.accounts()).isEqualTo(3);
        assertThat(options.numbers()).isEqualTo(4);
        assertThat(options.connections()).isEqualTo(9);
        assertThat(options.configuration()).containsExactly("--posthorn.stage.max-batch=100");
    }

    @Test
    void smokeTakesSecondsAndGoesThroughEveryDoor() throws UsageException {
        var options = LoadOptions.parse(List.of("smoke"));

        assertThat(options.doors()).isEqualTo(Set.of(Door.HTTP, Door.KAFKA));
        assertThat(options.phases()).hasSize(4);
        assertThat(options.phases().stream()
                        .map(phase -> phase.warmUp().plus(phase.duration()))
                        .reduce(Duration.ZERO, Duration::plus))
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void comparesAllInBothWaysUnlessToldOtherwise() throws UsageException {
        assertThat(LoadOptions.parse(List.of("kannel")).contenders()).hasSize(3);
        assertThat(LoadOptions.parse(List.of("kannel")).ways()).hasSize(2);

        var options = LoadOptions.parse(List.of("kannel", "--contenders=kannel-spool,posthorn", "--ways=receipts"));

        assertThat(options.contenders())
                .containsExactlyInAnyOrder(KannelBenchmark.Who.KANNEL_SPOOL, KannelBenchmark.Who.POSTHORN);
        assertThat(options.ways()).containsExactly(KannelBenchmark.Way.RECEIPTS);
    }

    @Test
    void givesKannelAWindowOfItsOwn() throws UsageException {
        var options = LoadOptions.parse(List.of("kannel", "--kannel-window=7", "--kannel-home=/opt/kannel"));

        assertThat(options.window()).isEqualTo(4_000);
        assertThat(options.kannelWindow()).isEqualTo(7);
        assertThat(options.kannelHome()).isEqualTo(Path.of("/opt/kannel"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fast",
                "--colour=red",
                "--door=window",
                "--rate",
                "--rate=0",
                "--rate=many",
                "--faults=kill-cat",
                "--contenders=jasmin",
                "--ways=there,back"
            })
    void refusesWhatItDoesNotKnow(String argument) {
        assertThatThrownBy(() -> LoadOptions.parse(List.of(argument))).isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @CsvSource({"--window,1,1000000", "--connections,1,10000", "--warm-up,0,3600", "--duration,1,86400"})
    void acceptsNumbersWithinTheirBoundsOnly(String option, int least, int most) throws UsageException {
        assertThat(LoadOptions.parse(List.of(option + "=" + least)).phases()).isNotEmpty();
        assertThat(LoadOptions.parse(List.of(option + "=" + most)).phases()).isNotEmpty();
        for (var outside : List.of(least - 1, most + 1)) {
            assertThatThrownBy(() -> LoadOptions.parse(List.of(option + "=" + outside)))
                    .hasMessageContaining(option)
                    .hasMessageContaining(Integer.toString(most));
        }
    }
}
