package io.posthorn.gateway.send;

import static io.posthorn.gateway.TestAccount.NOW;
import static io.posthorn.gateway.TestAccount.SCOPE;
import static io.posthorn.gateway.TestAccount.configurationSet;
import static io.posthorn.gateway.TestAccount.number;
import static io.posthorn.gateway.TestAccount.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.routing.RoutingFacts;
import io.posthorn.core.routing.RoutingPolicy;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.core.send.Speech;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SendsTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** A simulator destination in the United States. */
    private static final String SUCCESS = "+14254147755";

    private final ResourceMap resources =
            TestAccount.with(number("1").inPool("pool-a"), pool("a", "phone-1"), configurationSet("loud"));
    private final List<SendOrder> journal = new ArrayList<>();
    private WriteResult nextWrite = WriteResult.KEPT;
    private boolean optedOut;
    private boolean hasRoom = true;
    private boolean isOverloaded;

    @Test
    void writesDownWhatItAccepts() {
        var answer = send("SendTextMessage", """
                {"DestinationPhoneNumber":"14254147755","OriginationIdentity":"pool-a","MessageBody":"héllo €",
                 "MessageType":"TRANSACTIONAL","Keyword":"KEY","ConfigurationSetName":"loud","MaxPrice":".5",
                 "TimeToLive":60,"Context":{"k":"v"},"DestinationCountryParameters":{"IN_ENTITY_ID":"x"},
                 "MessageFeedbackEnabled":true,"SomethingNewer":1}
                """);

        assertThat(journal).hasSize(1);
        var order = journal.getFirst();
        assertThat(answer).isEqualTo(new Answer.Done("{\"MessageId\":\"" + order.messageId() + "\"}"));
        assertThat(order.scope()).isEqualTo(SCOPE);
        assertThat(order.channel()).isEqualTo(Channel.TEXT);
        assertThat(order.destination().value()).isEqualTo(SUCCESS);
        assertThat(order.originationIdentity()).isEqualTo("pool-a");
        assertThat(order.body()).isEqualTo("héllo €");
        assertThat(order.messageType()).isEqualTo(MessageType.TRANSACTIONAL);
        assertThat(order.keyword()).isEqualTo("KEY");
        assertThat(order.configurationSet()).isEqualTo("loud");
        assertThat(order.maxPrice()).isEqualTo(new BigDecimal("0.5"));
        assertThat(order.timeToLive()).isEqualTo(Duration.ofMinutes(1));
        assertThat(order.context()).isEqualTo(Map.of("k", "v"));
        assertThat(order.destinationCountryParameters()).isEqualTo(Map.of("IN_ENTITY_ID", "x"));
        assertThat(order.messageFeedback()).isTrue();
        assertThat(order.requestedAt()).isEqualTo(NOW);
    }

    @Test
    void leavesOpenWhatTheRequestLeavesOpen() {
        send("SendTextMessage", text("pool-a", ",\"MessageType\":null,\"Context\":{},\"TimeToLive\":null"));

        assertThat(journal).hasSize(1);
        var order = journal.getFirst();
        assertThat(order.messageType()).isNull();
        assertThat(order.maxPrice()).isNull();
        assertThat(order.messageFeedback()).isNull();
        assertThat(order.protectConfiguration()).isNull();
        assertThat(order.timeToLive()).isEqualTo(Duration.ofHours(72));
        assertThat(order.context()).isEmpty();
    }

    @Test
    void triesEverythingOnADryRunButSendsNothing() {
        assertThat(send("SendTextMessage", text("pool-a", ",\"DryRun\":true"))).isInstanceOf(Answer.Done.class);
        assertThat(refused(send("SendTextMessage", text("pool-z", ",\"DryRun\":true"))))
                .isInstanceOf(ApiError.ResourceNotFound.class);
        optedOut = true;
        assertThat(refused(send("SendTextMessage", text("pool-a", ",\"DryRun\":true"))))
                .isInstanceOf(ApiError.Conflict.class);
        assertThat(journal).isEmpty();
    }

    @Test
    void refusesAtOnceWhatRoutingRefuses() {
        assertThat(refused(send("SendTextMessage", text("pool-a", ",\"ConfigurationSetName\":\"nowhere\""))))
                .isEqualTo(new ApiError.ResourceNotFound(ResourceType.CONFIGURATION_SET, "nowhere"));
        assertThat(journal).isEmpty();
    }

    @Test
    void throttlesAnAccountOfWhichTooMuchWaits() {
        hasRoom = false;

        assertThat(refused(send("SendTextMessage", text("pool-a", ""))))
                .isEqualTo(
                        new ApiError.Throttling("Too many messages of the account wait for the rates of its numbers"));
        assertThat(send("SendTextMessage", text("pool-a", ",\"DryRun\":true"))).isInstanceOf(Answer.Done.class);
        assertThat(journal).isEmpty();
        hasRoom = true;
        assertThat(send("SendTextMessage", text("pool-a", ""))).isInstanceOf(Answer.Done.class);
    }

    @Test
    void tellsOverloadBeforeAnythingElse() {
        isOverloaded = true;

        assertThat(refused(send("SendTextMessage", text("pool-a", ",\"ConfigurationSetName\":\"nowhere\""))))
                .isEqualTo(new ApiError.Throttling("Too many messages at a time"));
        assertThat(journal).isEmpty();
    }

    @Test
    void refusesRecipientsWhoOptedOut() {
        optedOut = true;

        assertThat(refused(send("SendTextMessage", text("pool-a", ""))))
                .isEqualTo(new ApiError.Conflict(
                        ConflictReason.DESTINATION_PHONE_NUMBER_OPTED_OUT, ResourceType.OPTED_OUT_NUMBER, SUCCESS));
        assertThat(journal).isEmpty();
    }

    @Test
    void throttlesWhenTooManyAreBeingWritten() {
        nextWrite = WriteResult.BUSY;

        assertThat(refused(send("SendTextMessage", text("pool-a", "")))).isInstanceOf(ApiError.Throttling.class);
    }

    @Test
    void answersNoMessageIdWhereNothingWasKept() {
        nextWrite = WriteResult.FAILED;

        assertThat(refused(send("SendTextMessage", text("pool-a", "")))).isEqualTo(new ApiError.InternalServer());
    }

    @Test
    void sendsMediaByTheSameWay() {
        var answer = send("SendMediaMessage", """
                {"DestinationPhoneNumber":"+14254147755","OriginationIdentity":"phone-1","MediaUrls":["s3://bucket/key"]}
                """);

        assertThat(refused(answer))
                .isInstanceOfSatisfying(
                        ApiError.Conflict.class,
                        conflict ->
                                assertThat(conflict.reason()).isEqualTo(ConflictReason.NUMBER_CAPABILITIES_MISMATCH));
    }

    @Test
    void sendsVoiceByTheSameWay() {
        var answer = send("SendVoiceMessage", """
                {"DestinationPhoneNumber":"+14254147755","OriginationIdentity":"phone-1","VoiceId":"AMY",
                 "MessageBody":"<speak>Hello</speak>","MessageBodyTextType":"SSML","MaxPricePerMinute":"2.00"}
                """);

        assertThat(answer).isInstanceOf(Answer.Done.class);
        assertThat(journal).singleElement().satisfies(order -> {
            assertThat(order.channel()).isEqualTo(Channel.VOICE);
            assertThat(order.speech()).isEqualTo(new Speech(Speech.Markup.SSML, "AMY"));
            assertThat(order.maxPrice()).isEqualTo(new BigDecimal("2.00"));
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'\"MessageBody\":\"<speak>\",\"MessageBodyTextType\":\"SSML\"', CANNOT_PARSE",
        "'\"VoiceId\":\"MATTHEW\"', MISSING_PARAMETER"
    })
    void refusesWhatCannotBeSpoken(String members, ValidationReason reason) {
        assertThat(refused(send(
                        "SendVoiceMessage",
                        "{\"DestinationPhoneNumber\":\"+14254147755\",\"OriginationIdentity\":\"phone-1\"," + members
                                + "}")))
                .isInstanceOfSatisfying(
                        ApiError.Validation.class,
                        validation -> assertThat(validation.reason()).isEqualTo(reason));
        assertThat(journal).isEmpty();
    }

    @Test
    void speaksPlainTextInTheDefaultVoiceWhereTheRequestDoesNotSay() {
        send("SendVoiceMessage", """
                {"DestinationPhoneNumber":"+14254147755","OriginationIdentity":"phone-1","MessageBody":"Hello"}
                """);

        assertThat(journal).singleElement().returns(Speech.DEFAULT, SendOrder::speech);
    }

    @ParameterizedTest
    @CsvSource({"'{}', DestinationPhoneNumber", "'{\"DestinationPhoneNumber\":\"+1\",\"MaxPrice\":\"1\"}', MaxPrice"})
    void refusesWhatTheModelRefuses(String request, String field) {
        assertThat(refused(send("SendTextMessage", request)))
                .isInstanceOfSatisfying(
                        ApiError.Validation.class,
                        validation -> assertThat(validation.fields())
                                .extracting(ApiError.Field::name)
                                .contains(field));
    }

    private static String text(String origination, String more) {
        return "{\"DestinationPhoneNumber\":\"" + SUCCESS + "\",\"OriginationIdentity\":\"" + origination
                + "\",\"MessageBody\":\"hello\"" + more + "}";
    }

    private static ApiError refused(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).error();
    }

    private Answer send(String operation, String request) {
        var sends = new Sends(
                resources::of,
                new RoutingPolicy(RoutingFacts.NONE)::decide,
                (scope, list, number) -> optedOut,
                () -> !isOverloaded,
                account -> account.equals(SCOPE.account()) && hasRoom,
                order -> {
                    if (nextWrite == WriteResult.KEPT) {
                        journal.add(order);
                    }
                    return nextWrite;
                },
                new TimeOrderedIds(CLOCK),
                CLOCK);
        return new Operations(MODEL, sends.offered())
                .find("PinpointSMSVoiceV2." + operation)
                .orElseThrow()
                .answer(Caller.root(SCOPE), (ObjectNode) JsonMapper.shared().readTree(request));
    }
}
