package io.posthorn.gateway.handset;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.OperationKind;
import io.posthorn.gateway.operation.Operations;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.platform.test.Numbers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class HandsetsTest {
    private static final String ACCOUNT = "123456789012";
    private static final Scope SCOPE = new Scope(new AccountId(ACCOUNT), "us-east-1");
    private static final String PLAYED = "+12065550100";
    private static final String REAL = "+12065550101";
    private static final String SIMULATOR = "+14254147755";
    private static final String PHONE = "+14255550182";

    private final ResourceMap resources = new ResourceMap();
    private final List<Received> received = new ArrayList<>();
    private final List<InboundText> inbox = new ArrayList<>();
    private WriteResult result = WriteResult.KEPT;
    private final Operations operations = operations(Set.of("simulator"));

    private Operations operations(Set<String> carriers) {
        var handsets = new Handsets(
                carriers,
                wanted -> received.stream().filter(wanted).toList(),
                resources::of,
                (text, account) -> {
                    inbox.add(text);
                    return result;
                },
                new TimeOrderedIds(Clock.systemUTC()));
        return new Operations(ApiModel.load("handsets.json"), handsets.offered());
    }

    @BeforeEach
    void accountHasNumbers() {
        resources.put(SCOPE, Numbers.american("phone-1", PLAYED, NumberType.LONG_CODE, "simulator"));
        resources.put(SCOPE, Numbers.american("phone-2", REAL, NumberType.LONG_CODE, "carrier"));
    }

    private Answer call(String operation, String input) {
        return operations
                .find("PosthornHandsets." + operation)
                .orElseThrow()
                .answer(
                        Caller.root(SCOPE),
                        (ObjectNode) JsonMapper.shared().readTree(input.replace('\'', '"')),
                        "key",
                        List.of());
    }

    private static Received message(String account, String phone, String text) {
        return new Received(
                account,
                "simulator",
                phone,
                "id",
                "TEXT",
                PLAYED,
                text,
                List.of(),
                Instant.ofEpochSecond(1_767_225_600));
    }

    @Test
    void showsTheAccountsOwnMessagesToAPhone() {
        received.add(message(ACCOUNT, PHONE, "Your code is 123456"));
        received.add(message("999999999999", PHONE, "not yours"));
        received.add(message(ACCOUNT, "+14255550183", "to somebody else"));

        assertThat(call("ListHandsetMessages", "{'PhoneNumber':'14255550182'}"))
                .isEqualTo(new Answer.Done("{\"Messages\":[{\"MessageId\":\"id\",\"Channel\":\"TEXT\","
                        + "\"OriginationIdentity\":\"+12065550100\",\"MessageBody\":\"Your code is 123456\","
                        + "\"MediaUrls\":[],\"ReceivedTimestamp\":1767225600.000}]}"));
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({PHONE + "," + PLAYED, SIMULATOR + "," + PLAYED, SIMULATOR + "," + REAL})
    void writesToTheAccountsNumbers(String from, String to) {
        assertThat(call(
                        "SendHandsetMessage",
                        "{'PhoneNumber':'" + from + "','DestinationPhoneNumber':'" + to + "','MessageBody':'STOP'}"))
                .isEqualTo(new Answer.Done("{\"CarrierMessageId\":\"123456789012/key\"}"));
        assertThat(inbox)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .returns(from, InboundText::from)
                        .returns(to, InboundText::to)
                        .returns("STOP", InboundText::text)
                        .returns("123456789012/key", InboundText::carrierMessageId));
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        PHONE + "," + REAL + ", Validation",
        PHONE + ", +12065550199, ResourceNotFound",
        SIMULATOR + ", +12065550199, ResourceNotFound"
    })
    void writesToNobodyElse(String from, String to, String error) {
        var answer = call(
                "SendHandsetMessage",
                "{'PhoneNumber':'" + from + "','DestinationPhoneNumber':'" + to + "','MessageBody':'STOP'}");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.error().getClass().getSimpleName())
                                .isEqualTo(error));
        assertThat(inbox).isEmpty();
    }

    @Test
    void tellsWhenItCannotTakeAMessage() {
        result = WriteResult.BUSY;

        assertThat(call(
                        "SendHandsetMessage",
                        "{'PhoneNumber':'" + PHONE + "','DestinationPhoneNumber':'" + PLAYED + "','MessageBody':'Hi'}"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.error()).isInstanceOf(ApiError.Throttling.class));
    }

    @Test
    void isNotThereWhereNoCarrierIsPlayed() {
        assertThat(operations(Set.of()).names(OperationKind.NOT_OFFERED))
                .containsExactlyInAnyOrder("ListHandsetMessages", "SendHandsetMessage");
    }
}
