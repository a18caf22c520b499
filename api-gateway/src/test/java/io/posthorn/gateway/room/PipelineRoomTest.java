package io.posthorn.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineRoomTest {
    private static final int MOST = 100;

    private final PipelineRoom room = new PipelineRoom(MOST);

    private long admittedOf(int offered) {
        return IntStream.range(0, offered).filter(each -> room.admits()).count();
    }

    @ParameterizedTest(name = "{0} wait: {1} of 1000 are admitted")
    @CsvSource({"0, 100", "40, 60", "99, 1", "100, 0", "250, 0"})
    void admitsWhatThereIsRoomFor(long waiting, long admitted) {
        room.seen(waiting);

        assertThat(admittedOf(1_000)).isEqualTo(admitted);
    }

    @Test
    void admitsInLastingOverloadWhatIsWorkedOff() {
        var waiting = 0L;
        for (var look = 0; look < 20; look++) {
            room.seen(waiting);
            var admitted = admittedOf(1_000);
            assertThat(admitted).isEqualTo(look == 0 ? MOST : Math.min(30, MOST));
            waiting = Math.max(0, waiting + admitted - 30);
        }
    }

    @Test
    void boundsNothingThatCannotBeSeen() {
        room.seen(MOST);
        room.unseen();

        assertThat(admittedOf(10)).isEqualTo(10);
    }
}
