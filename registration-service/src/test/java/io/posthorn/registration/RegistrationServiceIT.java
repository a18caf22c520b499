package io.posthorn.registration;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.attachment.AttachmentKeys;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.registration.attachment.ContentSweep;
import io.posthorn.schemas.AttachmentPiece;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started for real, against a real broker. */
class RegistrationServiceIT {
    private static TestCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    private static ConfigurableApplicationContext start(String instance) {
        return PosthornApplication.run(
                RegistrationServiceApplication.class,
                Stream.concat(Arrays.stream(cluster.arguments(instance)), Stream.of("--server.port=0"))
                        .toArray(String[]::new));
    }

    private static String send(String account, String operation, String input) {
        var id = UUID.randomUUID().toString();
        cluster.produce(
                Topics.CONTROL_COMMANDS,
                account,
                new ControlCommand(
                        id,
                        "test",
                        account,
                        "us-east-1",
                        operation,
                        input.replace('\'', '"'),
                        Instant.ofEpochMilli(System.currentTimeMillis()),
                        null));
        return id;
    }

    private static List<ControlReply> repliesTo(String commandId) {
        return cluster.values(Topics.CONTROL_REPLIES).stream()
                .filter(reply -> reply.getCommandId().equals(commandId))
                .toList();
    }

    private static ControlReply call(String account, String operation, String input) {
        var id = send(account, operation, input);
        return await().atMost(60, SECONDS)
                .until(() -> repliesTo(id), replies -> !replies.isEmpty())
                .getFirst();
    }

    private static String member(ControlReply reply, String name) {
        return WireJson.MAPPER.readTree(reply.getBody()).required(name).asString();
    }

    @Test
    void keepsResourcesAndSaysWhereTheyStand() {
        var account = "000000000001";
        try (var service = start("first")) {
            assertThat(service.isRunning()).isTrue();
            var number = member(
                    call(
                            account,
                            "RequestPhoneNumber",
                            "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS'],"
                                    + "'NumberType':'SIMULATOR'}"),
                    "PhoneNumberId");

            var reply = call(
                    account, "CreatePool", "{'OriginationIdentity':'" + number + "','MessageType':'TRANSACTIONAL'}");

            assertThat(reply.getAccepted()).isTrue();
            assertThat(cluster.records("resources"))
                    .filteredOn(each -> each.partition() == reply.getPartition() && each.offset() <= reply.getOffset())
                    .extracting(each -> each.key())
                    .contains(
                            account + "/us-east-1/pool/" + member(reply, "PoolId"),
                            account + "/us-east-1/phone-number/" + number,
                            account + "/us-east-1/opt-out-list/Default");
        }
    }

    @Test
    void carriesOutWhatWasAskedWhileItWasDownAndRemembersWhatItDidBefore() {
        var account = "000000000002";
        var creation = "{'ClientToken':'t','ConfigurationSetName':'orders'}";
        ControlReply first;
        try (var service = start("second")) {
            assertThat(service.isRunning()).isTrue();
            first = call(account, "CreateConfigurationSet", creation);
        }
        var sent = IntStream.range(0, 10)
                .mapToObj(number ->
                        send(account, "CreateConfigurationSet", "{'ConfigurationSetName':'set-" + number + "'}"))
                .toList();
        var again = send(account, "CreateConfigurationSet", creation);

        // Another instance without the first one's state on its disk.
        try (var service = start("third")) {
            assertThat(service.isRunning()).isTrue();
            await().atMost(60, SECONDS).untilAsserted(() -> {
                assertThat(repliesTo(again))
                        .singleElement()
                        .satisfies(reply -> assertThat(reply.getBody()).isEqualTo(first.getBody()));
                assertThat(sent)
                        .allSatisfy(id -> assertThat(repliesTo(id))
                                .singleElement()
                                .satisfies(
                                        reply -> assertThat(reply.getAccepted()).isTrue()));
            });
            assertThat(cluster.table(Topics.RESOURCES).keySet())
                    .filteredOn(key -> key.startsWith(account + "/us-east-1/configuration-set/"))
                    .hasSize(11);
        }
    }

    @Test
    void removesContentThatNeverBecameAnAttachment() {
        var account = "000000000004";
        var scope = new Scope(new AccountId(account), "us-east-1");
        var clock = new ManualClock();
        clock.setTo(Instant.ofEpochMilli(System.currentTimeMillis()));
        try (var service = start("fifth")) {
            var view = service.getBean(ResourceView.class);
            var sweep = new ContentSweep(cluster.clients(), view::of, clock, Duration.ofDays(1));
            writePieces(scope, "abc", 3);
            writePieces(scope, "def", 2);
            var size = StoredContent.PIECE + 1;
            var reply = call(
                    account,
                    "CreateRegistrationAttachment",
                    "{'AttachmentUrl':'" + new StoredContent("def", MediaType.PNG, size).toUrl() + "'}");
            assertThat(reply.getAccepted()).as(reply.getBody()).isTrue();
            assertThat(view.awaitSeen(reply.getPartition(), reply.getOffset(), Duration.ofSeconds(20)))
                    .isTrue();

            assertThat(sweep.sweep()).as("what was just written is left alone").isZero();
            clock.advance(Duration.ofHours(25));
            assertThat(sweep.sweep()).isEqualTo(3);
            assertThat(sweep.sweep()).isZero();

            assertThat(cluster.table(Topics.ATTACHMENT_PIECES))
                    .containsOnlyKeys(AttachmentKeys.of(scope, "def", 0), AttachmentKeys.of(scope, "def", 1));
        }
    }

    private static void writePieces(Scope scope, String content, int pieces) {
        for (int piece = 0; piece < pieces; piece++) {
            cluster.produce(
                    Topics.ATTACHMENT_PIECES,
                    AttachmentKeys.of(scope, content, piece),
                    new AttachmentPiece(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        }
    }

    @Test
    void goesOnBehindARecordThatIsNoCommand() {
        var account = "000000000003";
        try (var service = start("fourth")) {
            assertThat(service.isRunning()).isTrue();
            cluster.produceBytes(Topics.CONTROL_COMMANDS, account, "no Avro".getBytes(StandardCharsets.UTF_8));

            assertThat(call(account, "CreateProtectConfiguration", "{}").getAccepted())
                    .isTrue();
            assertThat(cluster.records(Topics.CONTROL_COMMANDS.deadLetterName()))
                    .isNotEmpty();
        }
    }
}
