package io.posthorn.send.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.CarrierReceipt;
import io.posthorn.schemas.CarrierReference;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.Messages;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StageHarness<ReferenceProcessor> references =
            StageHarness.of(ReferenceProcessor.stage(Duration.ofHours(72), clock, meters));

    @Test
    void findsTheMessageOfAReceiptByTheCarriersId() {
        given("acme", "7", "m", 1);

        receipt("acme", "7", "DELIVERED", true);

        assertThat(reports()).singleElement().satisfies(report -> {
            assertThat(report.getMessageId()).isEqualTo(Messages.idOf("m"));
            assertThat(report.getPart()).isOne();
            assertThat(report.getStatus()).isEqualTo("DELIVERED");
            assertThat(report.getIsFinal()).isTrue();
        });
        assertThat(references.table(Topics.KNOWN_REFERENCES).entries()).isEmpty();
    }

    @Test
    void tellsTheIdsOfTwoCarriersApart() {
        given("acme", "7", "m", 0);
        given("other", "7", "n", 0);

        receipt("other", "7", "DELIVERED", true);

        assertThat(reports()).extracting(CarrierReport::getMessageId).containsExactly(Messages.idOf("n"));
    }

    @Test
    void remembersAnIdAsLongAsMoreIsToCome() {
        given("acme", "7", "m", 0);
        receipt("acme", "7", "SUCCESSFUL", false);
        references.restart();

        receipt("acme", "7", "DELIVERED", true);

        assertThat(reports()).extracting(CarrierReport::getStatus).containsExactly("SUCCESSFUL", "DELIVERED");
    }

    @Test
    void waitsForTheIdOfAReceiptThatIsEarly() {
        receipt("acme", "7", "SUCCESSFUL", false);
        receipt("acme", "7", "DELIVERED", true);
        references.restart();

        given("acme", "7", "m", 0);

        assertThat(reports()).extracting(CarrierReport::getStatus).containsExactly("SUCCESSFUL", "DELIVERED");
        assertThat(references.table(Topics.EARLY_RECEIPTS).entries()).isEmpty();
        assertThat(references.table(Topics.KNOWN_REFERENCES).entries()).isEmpty();
    }

    @Test
    void forgetsReceiptsOfStrangersAndThoseThatComeAgain() {
        given("acme", "7", "m", 0);
        receipt("acme", "7", "DELIVERED", true);
        receipt("acme", "7", "DELIVERED", true);
        receipt("acme", "stranger", "DELIVERED", true);

        references.wakeAt(clock.instant().plus(Early.PATIENCE));

        assertThat(reports()).hasSize(1);
        assertThat(references.table(Topics.EARLY_RECEIPTS).entries()).isEmpty();
        assertThat(meters.get("posthorn.send.reports")
                        .tag("kind", "unmatched")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void forgetsIdsWhoseReceiptsNeverCome() {
        for (int i = 0; i < 1_200; i++) {
            given("acme", "id-" + i, "m" + i, 0);
        }
        clock.advance(Duration.ofHours(71));
        given("acme", "young", "young", 0);
        clock.advance(Duration.ofHours(1));

        for (int i = 0; i < 10; i++) {
            references.wakeAt(clock.instant());
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(references.table(Topics.KNOWN_REFERENCES).entries()).containsOnlyKeys("acme/young");
        clock.advance(Duration.ofHours(72));
        references.wakeAt(clock.instant());
        references.wakeAt(clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(references.nextWake()).isEmpty();
    }

    @Test
    void doesNotWorkMoreForAReceiptWhereThoseOfManyOthersNeverCome() {
        given("acme", "first", "first", 0);
        var alone = workFor("first");
        references.batch(() -> {
            for (int i = 0; i < 40_000; i++) {
                given("acme", "id-" + i, "m", i);
            }
        });
        given("acme", "last", "last", 0);

        assertThat(workFor("last")).isEqualTo(alone);
        assertThat(reports()).hasSize(2);
    }

    private long workFor(String id) {
        var before = references.work();
        receipt("acme", id, "DELIVERED", true);
        return references.work() - before;
    }

    private void given(String carrier, String id, String message, int part) {
        references.send(
                Topics.CARRIER_REFERENCES,
                carrier + "/" + id,
                new CarrierReference(Messages.idOf(message), part, clock.instant()));
    }

    private void receipt(String carrier, String id, String status, boolean isFinal) {
        references.send(
                Topics.CARRIER_RECEIPTS,
                carrier + "/" + id,
                new CarrierReceipt(carrier, id, status, isFinal, "", clock.instant()));
    }

    private List<CarrierReport> reports() {
        return references.values(Topics.CARRIER_REPORTS);
    }
}
