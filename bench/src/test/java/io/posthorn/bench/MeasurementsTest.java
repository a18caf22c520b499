package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private final Measurements measurements = new Measurements();

    @Test
    void countsMessagesMeantToLeaveWithinTheMeasuredTime() {
        measurements.end(10, 1_010);
        measurements.begin(100);
        measurements.end(99, 2_099);
        measurements.end(100, 3_100);
        measurements.finish(200);
        measurements.end(199, 4_199);
        measurements.end(200, 5_200);

        var ends = measurements.ends().total();
        assertThat(ends.getTotalCount()).isEqualTo(2);
        assertThat(ends.getMinNonZeroValue()).isEqualTo(3);
        assertThat(ends.getMaxValue()).isEqualTo(4);
    }

    @Test
    void addsIntervalsUp() {
        measurements.begin(0);
        measurements.end(1, 1_001);
        assertThat(measurements.ends().interval().getTotalCount()).isEqualTo(1);
        measurements.end(2, 1_002);
        assertThat(measurements.ends().interval().getTotalCount()).isEqualTo(1);

        assertThat(measurements.ends().total().getTotalCount()).isEqualTo(2);
    }
}
