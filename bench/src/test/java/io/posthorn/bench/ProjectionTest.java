package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.serde.AvroSerializer;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final Instant AT = Instant.ofEpochMilli(1_234_567);

    private static byte[] report(CarrierReportKind kind) {
        var serializer = new AvroSerializer<CarrierReport>();
        serializer.configure(Map.of("schema.registry.url", "mock://projection"), false);
        var report = new CarrierReport("m-1", kind, "simulator", "c-1", "PENDING", false, null, AT, null, null, 0, 1);
        return Objects.requireNonNull(serializer.serialize(Topics.CARRIER_REPORTS.name(), report));
    }

    @Test
    void readsTheFieldsAskedForAndNoOthers() {
        var projection = new Projection(CarrierReport.getClassSchema(), "kind", "reportedAt");

        for (var kind : CarrierReportKind.values()) {
            var read = projection.read(report(kind));
            assertThat(read.getSchema().getFields()).hasSize(2);
            assertThat(read.get(0)).hasToString(kind.name());
            assertThat(read.get(1)).isEqualTo(AT.toEpochMilli());
        }
    }

    @Test
    void refusesAFieldThatIsNotThere() {
        assertThatThrownBy(() -> new Projection(CarrierReport.getClassSchema(), "colour"))
                .hasMessageContaining("colour");
    }
}
