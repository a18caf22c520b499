package io.posthorn.registration.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.ResourceKey;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.platform.resource.ResourceRecords;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.registration.Catalogue;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the stage does about registrations besides deciding their commands. */
class AutomaticReviewTest {
    private static final String ACCOUNT = TestAccount.SCOPE.account().value();
    private static final Instant NOW = TestAccount.START;
    private static final Duration DELAY = Duration.ofSeconds(5);

    private static StageHarness<?> stage(@Nullable Duration automaticReview) {
        return TestStage.of(
                Catalogue.REQUESTS, automaticReview, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry());
    }

    private static String send(StageHarness<?> stage, String operation, String input) {
        stage.send(
                Topics.CONTROL_COMMANDS,
                ACCOUNT,
                new ControlCommand(
                        "command", "gateway", ACCOUNT, "us-east-1", operation, input.replace('\'', '"'), NOW, null));
        return stage.sent(Topics.CONTROL_REPLIES).getLast().value().getBody();
    }

    private static String member(String body, String name) {
        return WireJson.MAPPER.readTree(body).path(name).asString();
    }

    /** A vetting has nothing to fill in, so it is soon submitted. */
    private static String submitted(StageHarness<?> stage) {
        var brand = member(
                send(stage, "CreateRegistration", "{'RegistrationType':'US_TEN_DLC_BRAND_REGISTRATION'}"),
                "RegistrationId");
        // Only its standing matters here.
        var table = stage.table(Topics.RESOURCES);
        var key = new ResourceKey(TestAccount.SCOPE, ResourceKind.REGISTRATION, brand).toString();
        var registration =
                (Registration) ResourceRecords.fromRecord(brand, table.get(key).orElseThrow());
        table.put(key, ResourceRecords.toRecord(TestAccount.SCOPE, registration.withApproved(1)));
        var vetting = member(
                send(stage, "CreateRegistration", "{'RegistrationType':'US_TEN_DLC_BRAND_VETTING'}"), "RegistrationId");
        send(
                stage,
                "CreateRegistrationAssociation",
                "{'RegistrationId':'" + vetting + "','ResourceId':'" + brand + "'}");
        send(stage, "SubmitRegistrationVersion", "{'RegistrationId':'" + vetting + "'}");
        return vetting;
    }

    private static String status(StageHarness<?> stage, String registration) {
        var key = new ResourceKey(
                        TestAccount.SCOPE, ResourceKind.REGISTRATION_VERSION, RegistrationVersion.id(registration, 1))
                .toString();
        return ((RegistrationVersion) ResourceRecords.fromRecord(
                        "", stage.table(Topics.RESOURCES).get(key).orElseThrow()))
                .status()
                .name();
    }

    @Test
    void approvesAfterAWhile() {
        var stage = stage(DELAY);
        stage.wakeAt(NOW);
        var vetting = submitted(stage);

        stage.wakeAt(NOW.plus(DELAY).minusMillis(1));
        assertThat(status(stage, vetting)).isEqualTo("SUBMITTED");
        stage.wakeAt(NOW.plus(DELAY));

        assertThat(status(stage, vetting)).isEqualTo("APPROVED");
    }

    @Test
    void approvesWhatWasSubmittedBeforeItStarted() {
        var stage = stage(DELAY);
        var vetting = submitted(stage);
        stage.restart();

        assertThat(stage.wakeAt(NOW)).isTrue();
        assertThat(stage.wakeAt(NOW.plus(DELAY))).isTrue();

        assertThat(status(stage, vetting)).isEqualTo("APPROVED");
    }

    @Test
    void leavesAloneWhatWasTakenBack() {
        var stage = stage(DELAY);
        var vetting = submitted(stage);
        send(stage, "DiscardRegistrationVersion", "{'RegistrationId':'" + vetting + "'}");

        stage.wakeAt(NOW.plus(DELAY));

        assertThat(status(stage, vetting)).isEqualTo("DISCARDED");
    }

    @Test
    void leavesTheReviewToTheOperator() {
        var stage = stage(null);
        var vetting = submitted(stage);

        stage.wakeAt(NOW.plus(Duration.ofDays(1)));
        assertThat(status(stage, vetting)).isEqualTo("SUBMITTED");
        send(stage, "ReviewRegistrationVersion", "{'RegistrationId':'" + vetting + "','Outcome':'APPROVE'}");

        assertThat(status(stage, vetting)).isEqualTo("APPROVED");
    }

    @Test
    void removesTheContentOfAFileWithTheFile() {
        var stage = stage(null);
        var content = new StoredContent("0f", MediaType.PNG, StoredContent.PIECE + 1);
        var attachment = member(
                send(stage, "CreateRegistrationAttachment", "{'AttachmentUrl':'" + content.toUrl() + "'}"),
                "RegistrationAttachmentId");
        assertThat(stage.erased()).isEmpty();

        send(stage, "DeleteRegistrationAttachment", "{'RegistrationAttachmentId':'" + attachment + "'}");

        assertThat(stage.erased())
                .containsExactly(
                        "attachment-pieces/" + TestAccount.SCOPE + "/0f/0",
                        "attachment-pieces/" + TestAccount.SCOPE + "/0f/1");
    }

    @Test
    void removesTheContentOfAFileItRefuses() {
        var stage = stage(null);
        var url = new StoredContent("0f", MediaType.PNG, 1).toUrl();
        var twice = ",'Tags':[{'Key':'a','Value':'b'},{'Key':'a','Value':'c'}]}";

        send(stage, "CreateRegistrationAttachment", "{'AttachmentUrl':'" + url + "'" + twice);

        assertThat(stage.erased()).containsExactly("attachment-pieces/" + TestAccount.SCOPE + "/0f/0");
    }

    @Test
    void keepsTheContentOfAFileThatIsThere() {
        var stage = stage(null);
        var input = "{'ClientToken':'t','AttachmentUrl':'" + new StoredContent("0f", MediaType.PNG, 1).toUrl() + "'";
        send(stage, "CreateRegistrationAttachment", input + "}");

        send(stage, "CreateRegistrationAttachment", input + "}");
        send(stage, "CreateRegistrationAttachment", input + ",'Tags':[]}");

        assertThat(stage.erased()).isEmpty();
    }
}
