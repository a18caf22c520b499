package io.posthorn.core.api.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Shape;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.TwoWay;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireJsonTest {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final Instant NOW = Instant.parse("2024-01-02T03:04:05.123Z");

    private record Stamped(Instant createdTimestamp) {}

    @ParameterizedTest
    @CsvSource({"1704164645.123", "1.704164645123E9", "1704164645.1239"})
    void readsSecondsWithAFraction(String number) {
        var read = WireJson.MAPPER.readValue("{\"CreatedTimestamp\":" + number + "}", Stamped.class);

        assertThat(read).isEqualTo(new Stamped(NOW));
    }

    @Test
    void rendersANumberWithItsAbsentMembersLeftOut() {
        var number = new OriginationNumber(
                "phone-1",
                new PhoneNumber("+12065550100"),
                NumberStatus.ACTIVE,
                "US",
                Set.of(Capability.VOICE, Capability.SMS),
                NumberType.SIMULATOR,
                new BigDecimal("1"),
                new IdentitySettings(MessageType.TRANSACTIONAL, TwoWay.OFF, false, "Default"),
                false,
                true,
                null,
                null,
                "simulator",
                List.of(new Tag("Name", "first")),
                NOW);

        assertThat(WireJson.MAPPER.writeValueAsString(PhoneNumberOutput.of(SCOPE, number)))
                .isEqualTo("{\"PhoneNumberArn\":\"arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-1\","
                        + "\"PhoneNumberId\":\"phone-1\",\"PhoneNumber\":\"+12065550100\",\"Status\":\"ACTIVE\","
                        + "\"IsoCountryCode\":\"US\",\"MessageType\":\"TRANSACTIONAL\","
                        + "\"NumberCapabilities\":[\"SMS\",\"VOICE\"],\"NumberType\":\"SIMULATOR\","
                        + "\"MonthlyLeasingPrice\":\"1.00\",\"TwoWayEnabled\":false,"
                        + "\"SelfManagedOptOutsEnabled\":false,\"OptOutListName\":\"Default\","
                        + "\"InternationalSendingEnabled\":false,\"DeletionProtectionEnabled\":true,"
                        + "\"Tags\":[{\"Key\":\"Name\",\"Value\":\"first\"}],\"CreatedTimestamp\":1704164645.123}");
    }

    @Test
    void showsOnlyWhatTheModelHasInThatAnswer() {
        var model = ApiModel.load();
        var output = new ProtectConfigurationOutput("arn:protect", "protect-1", NOW, true, false, List.of());

        var created = WireJson.answer(shapeOf(model, "CreateProtectConfiguration"), output);
        var deleted = WireJson.answer(shapeOf(model, "DeleteProtectConfiguration"), output);
        var tagged = WireJson.answer(shapeOf(model, "TagResource"), output);

        assertThat(created.propertyNames()).contains("Tags").hasSize(6);
        assertThat(deleted.propertyNames()).doesNotContain("Tags").hasSize(5);
        assertThat(tagged.propertyNames()).isEmpty();
    }

    @Test
    void showsOnlyWhatTheModelHasInsideListsToo() {
        record Page(List<OptOutListOutput> optOutLists) {}

        var page = new Page(List.of(new OptOutListOutput("arn:list", "Default", List.of(), NOW)));

        assertThat(WireJson.answer(shapeOf(ApiModel.load(), "DescribeOptOutLists"), page)
                        .toString())
                .isEqualTo("{\"OptOutLists\":[{\"OptOutListArn\":\"arn:list\",\"OptOutListName\":\"Default\","
                        + "\"CreatedTimestamp\":1704164645.123}]}");
    }

    private static Shape.Structure shapeOf(ApiModel model, String operation) {
        return model.operation(operation).orElseThrow().output();
    }

    @Test
    void rendersASetWithItsOwnDestinationsOnly() {
        var resources = new ResourceMap();
        var set = new ConfigurationSet("orders", null, null, null, null, List.of(), NOW);
        resources.put(SCOPE, set);
        for (var owner : List.of("orders", "orders-2", "order")) {
            resources.put(
                    SCOPE,
                    new EventDestination(
                            owner,
                            "topic",
                            true,
                            Set.of(EventType.TEXT_SENT, EventType.TEXT_ALL),
                            EventDestination.Target.SNS,
                            "arn:aws:sns:us-east-1:111122223333:" + owner,
                            null,
                            NOW));
        }

        var output = ConfigurationSetOutput.of(resources.of(SCOPE), set);

        assertThat(output.eventDestinations())
                .containsExactly(new EventDestinationOutput(
                        "topic",
                        true,
                        List.of(EventType.TEXT_ALL, EventType.TEXT_SENT),
                        null,
                        null,
                        new EventDestinationOutput.Sns("arn:aws:sns:us-east-1:111122223333:orders")));
    }
}
