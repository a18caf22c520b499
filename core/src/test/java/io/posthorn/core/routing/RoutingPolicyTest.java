package io.posthorn.core.routing;

import static io.posthorn.core.routing.Numbers.SCOPE;
import static io.posthorn.core.routing.Numbers.active;
import static io.posthorn.core.routing.Numbers.number;
import static io.posthorn.core.routing.Numbers.pool;
import static io.posthorn.core.routing.Numbers.promotional;
import static io.posthorn.core.routing.Numbers.simulator;
import static io.posthorn.core.routing.Order.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ProtectStatus;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.routing.RoutingDecision.Routed;
import io.posthorn.core.send.Channel;
import io.posthorn.core.text.MessageEncoding;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingPolicyTest {
    private static final String ARN = "arn:aws:sms-voice:us-east-1:123456789012:";
    private static final String US = "+12065550142";
    private static final String GB = "+447860123456";
    private static final String US_SUCCESS = "+14254147755";
    private static final String GB_SUCCESS = "+447860019066";

    private final RoutingPolicy policy = new RoutingPolicy(RoutingFacts.NONE);
    private final ResourceMap resources = new ResourceMap();

    @BeforeEach
    void accountHas() {
        add(active("phone-us", "+12065550100", "US"));
        add(simulator("phone-sim", "+12065550199", "US"));
        add(number(
                "phone-world",
                "+12065550101",
                "US",
                NumberStatus.ACTIVE,
                NumberType.LONG_CODE,
                Capability.SMS,
                true,
                null));
        add(number(
                "phone-pending",
                "+12065550102",
                "US",
                NumberStatus.PENDING,
                NumberType.TOLL_FREE,
                Capability.SMS,
                false,
                null));
        add(number(
                "phone-voice",
                "+12065550103",
                "US",
                NumberStatus.ACTIVE,
                NumberType.LONG_CODE,
                Capability.VOICE,
                false,
                null));
        add(number(
                "phone-pooled",
                "+12065550104",
                "US",
                NumberStatus.ACTIVE,
                NumberType.TEN_DLC,
                Capability.SMS,
                false,
                "pool-us"));
        add(pool("pool-us", PoolStatus.ACTIVE, List.of("phone-pooled")));
        add(pool("pool-sim", PoolStatus.ACTIVE, List.of("phone-sim")));
        add(pool("pool-empty", PoolStatus.ACTIVE, List.of()));
        add(pool("pool-dangling", PoolStatus.ACTIVE, List.of("phone-gone")));
        add(pool("pool-deleting", PoolStatus.DELETING, List.of("phone-us")));
        add(pool("pool-pending", PoolStatus.ACTIVE, List.of("phone-voice", "phone-pending")));
        add(pool("pool-voice", PoolStatus.ACTIVE, List.of("phone-voice")));
        add(set("plain", null, null));
        add(set("promo", MessageType.PROMOTIONAL, null));
        add(set("guarded", null, "protect-gb"));
        add(set("dangling", null, "protect-gone"));
        add(protect("protect-gb", false, Capability.SMS, Map.of("GB", ProtectStatus.BLOCK)));
        add(protect("protect-none", false, Capability.SMS, Map.of("GB", ProtectStatus.ALLOW)));
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                // a number by E.164, with and without plus, id and ARN
                "+12065550100, +12065550142, phone-us, NAMED, carrier-phone-us",
                "12065550100, +12065550142, phone-us, NAMED, carrier-phone-us",
                "phone-us, +12065550142, phone-us, NAMED, carrier-phone-us",
                ARN + "phone-number/phone-us, +12065550142, phone-us, NAMED, carrier-phone-us",
                "phone-world, +447860123456, phone-world, NAMED, carrier-phone-world",
                // simulator destinations stay inside, whichever number sends
                "phone-sim, +14254147755, phone-sim, NAMED, simulator",
                "phone-sim, +14254147167, phone-sim, NAMED, simulator",
                "phone-us, +14254147755, phone-us, NAMED, simulator",
                "phone-world, +447860019066, phone-world, NAMED, simulator",
                // pools
                "pool-us, +12065550142, phone-pooled, POOL_STICKINESS, carrier-phone-pooled",
                ARN + "pool/pool-us, +12065550142, phone-pooled, POOL_STICKINESS, carrier-phone-pooled",
                "pool-sim, +14254147755, phone-sim, POOL_STICKINESS, simulator",
                // nobody named
                "-, +447860123456, phone-world, ACCOUNT_DEFAULT, carrier-phone-world"
            })
    void findsWhoSends(@Nullable String from, String to, String identity, OriginationReason reason, String carrier) {
        var routed = routed(order(to).from(from));

        assertThat(routed.identity().id()).isEqualTo(identity);
        assertThat(routed.reason()).isEqualTo(reason);
        assertThat(routed.carrier()).isEqualTo(carrier);
        assertThat(routed.price()).isEqualByComparingTo("0");
        assertThat(routed.carrierFee()).isEqualByComparingTo("0");
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                // names of nothing
                "+12065550999, +12065550142, ORIGINATION_IDENTITY_NOT_FOUND, phone-number, +12065550999",
                "phone-gone, +12065550142, ORIGINATION_IDENTITY_NOT_FOUND, phone-number, phone-gone",
                "pool-gone, +12065550142, ORIGINATION_IDENTITY_NOT_FOUND, pool, pool-gone",
                "NO_SENDER, +12065550142, ORIGINATION_IDENTITY_NOT_FOUND, sender-id, NO_SENDER",
                ARN + "sender-id/S/US, +12065550142, ORIGINATION_IDENTITY_NOT_FOUND, sender-id, " + ARN
                        + "sender-id/S/US",
                // of another account or region
                "arn:aws:sms-voice:us-east-1:999999999999:phone-number/phone-us, +12065550142, "
                        + "ORIGINATION_IDENTITY_NOT_FOUND, phone-number, "
                        + "arn:aws:sms-voice:us-east-1:999999999999:phone-number/phone-us",
                "arn:aws:sms-voice:eu-west-1:123456789012:pool/pool-us, +12065550142, "
                        + "ORIGINATION_IDENTITY_NOT_FOUND, pool, arn:aws:sms-voice:eu-west-1:123456789012:pool/pool-us",
                // not able
                "phone-pending, +12065550142, ORIGINATION_IDENTITY_NOT_ACTIVE, phone-number, phone-pending",
                "phone-voice, +12065550142, CHANNEL_NOT_SUPPORTED, phone-number, phone-voice",
                "phone-us, +447860123456, DESTINATION_NOT_SERVED, phone-number, phone-us",
                "phone-us, +14165550142, DESTINATION_NOT_SERVED, phone-number, phone-us",
                "phone-us, +447860019066, DESTINATION_NOT_SERVED, phone-number, phone-us",
                // simulators reach simulators of their own country only
                "phone-sim, +12065550142, DESTINATION_NOT_SERVED, phone-number, phone-sim",
                "phone-sim, +447860019066, DESTINATION_NOT_SERVED, phone-number, phone-sim",
                "pool-sim, +12065550142, DESTINATION_NOT_SERVED, pool, pool-sim",
                // pools
                "pool-deleting, +12065550142, ORIGINATION_IDENTITY_NOT_ACTIVE, pool, pool-deleting",
                "pool-empty, +12065550142, NO_ORIGINATION_IDENTITY, pool, pool-empty",
                "pool-dangling, +12065550142, NO_ORIGINATION_IDENTITY, pool, pool-dangling",
                "pool-pending, +12065550142, ORIGINATION_IDENTITY_NOT_ACTIVE, pool, pool-pending",
                "pool-voice, +12065550142, CHANNEL_NOT_SUPPORTED, pool, pool-voice",
                "pool-us, +447860123456, DESTINATION_NOT_SERVED, pool, pool-us",
                // the destination
                "phone-us, +19995550142, DESTINATION_INVALID, -, -",
                "phone-us, +870773111632, DESTINATION_INVALID, -, -"
            })
    void refusesWhereNobodyCanSend(
            String from, String to, Refusal reason, @Nullable String resourceType, @Nullable String resourceId) {
        var refused = refused(order(to).from(from));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.resourceType()).isEqualTo(resourceType);
        assertThat(refused.resourceId()).isEqualTo(resourceId);
        assertThat(refused.detail()).isNotBlank();
    }

    @Test
    void refusesWhereTheAccountHasNoNumberForTheDestination() {
        resources.remove(SCOPE + "/phone-number/phone-world");

        assertThat(refused(order(GB)).reason()).isEqualTo(Refusal.NO_ORIGINATION_IDENTITY);
        assertThat(refused(order(GB)).country()).isEqualTo("GB");
    }

    @ParameterizedTest(name = "set {0}, request {1}, default {2}, to {3}: blocked by {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                // the request's goes first
                "-, protect-gb, -, +447860123456, protect-gb",
                "-, protect-gb, -, +12065550142, -",
                "guarded, protect-none, -, +447860123456, -",
                "guarded, protect-none, GB, +447860123456, -",
                ARN_PROTECT_GB,
                // then the configuration set's
                "guarded, -, -, +447860123456, protect-gb",
                "guarded, -, US, +447860123456, protect-gb",
                "guarded, -, US, +12065550142, -",
                // then the account's default
                "-, -, GB, +447860123456, protect-default",
                "plain, -, GB, +447860123456, protect-default",
                "plain, -, GB, +12065550142, -",
                "dangling, -, GB, +447860123456, protect-default",
                // simulator destinations belong to countries as well
                "-, -, GB, +447860019066, protect-default",
                // else none
                "plain, -, -, +447860123456, -",
                "-, -, -, +447860123456, -"
            })
    void appliesOneProtectConfiguration(
            @Nullable String set,
            @Nullable String request,
            @Nullable String blockedByDefault,
            String to,
            @Nullable String blockedBy) {
        if (blockedByDefault != null) {
            add(protect("protect-default", true, Capability.SMS, Map.of(blockedByDefault, ProtectStatus.BLOCK)));
        }
        var decision = decide(order(to).from("phone-world").with(set).protectedBy(request));

        if (blockedBy == null) {
            assertThat(decision).isInstanceOf(Routed.class);
        } else {
            assertThat(decision)
                    .asInstanceOf(type(Refused.class))
                    .returns(Refusal.DESTINATION_COUNTRY_BLOCKED, Refused::reason)
                    .returns("protect-configuration", Refused::resourceType)
                    .returns(blockedBy, Refused::resourceId);
        }
    }

    private static final String ARN_PROTECT_GB =
            "-, " + ARN + "protect-configuration/protect-gb, -, +447860123456, protect-gb";

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void blocksOnlyWhatTheRuleBlocks(ProtectStatus status) {
        add(protect("protect-default", true, Capability.SMS, Map.of("US", status)));

        var decision = decide(order(US).from("phone-us"));

        assertThat(decision instanceof Refused).isEqualTo(status == ProtectStatus.BLOCK);
    }

    @Test
    void keepsTheRulesOfOneChannelAwayFromTheOthers() {
        add(protect("protect-default", true, Capability.VOICE, Map.of("US", ProtectStatus.BLOCK)));

        assertThat(decide(order(US).from("phone-us"))).isInstanceOf(Routed.class);
        assertThat(refused(order(US).from("phone-voice").by(Channel.VOICE)).reason())
                .isEqualTo(Refusal.DESTINATION_COUNTRY_BLOCKED);
    }

    @ParameterizedTest(name = "set {0}, protect {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "gone, -, CONFIGURATION_SET_NOT_FOUND, configuration-set, gone",
                "arn:aws:sms-voice:us-east-1:999999999999:configuration-set/plain, -, CONFIGURATION_SET_NOT_FOUND, "
                        + "configuration-set, arn:aws:sms-voice:us-east-1:999999999999:configuration-set/plain",
                "plain, protect-gone, PROTECT_CONFIGURATION_NOT_FOUND, protect-configuration, protect-gone"
            })
    void refusesWhatDoesNotExist(
            @Nullable String set, @Nullable String protect, Refusal reason, String resourceType, String resourceId) {
        assertThat(refused(order(US).from("phone-us").with(set).protectedBy(protect)))
                .returns(reason, Refused::reason)
                .returns(resourceType, Refused::resourceType)
                .returns(resourceId, Refused::resourceId);
    }

    @Test
    void tellsTheFirstOfSeveralReasons() {
        var order = order("+19995550142").from("phone-gone").saying("");

        assertThat(refused(order.with("gone").protectedBy("protect-gone")).reason())
                .isEqualTo(Refusal.CONFIGURATION_SET_NOT_FOUND);
        assertThat(refused(order.with(null).protectedBy("protect-gone")).reason())
                .isEqualTo(Refusal.PROTECT_CONFIGURATION_NOT_FOUND);
        assertThat(refused(order.protectedBy(null)).reason()).isEqualTo(Refusal.DESTINATION_INVALID);
        assertThat(refused(order(US).from("phone-gone").saying("")).reason()).isEqualTo(Refusal.MESSAGE_EMPTY);
        assertThat(refused(order(US).from("phone-gone").saying("x")).reason())
                .isEqualTo(Refusal.ORIGINATION_IDENTITY_NOT_FOUND);
    }

    private static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("x", MessageEncoding.GSM, 1),
                Arguments.of("x".repeat(160), MessageEncoding.GSM, 1),
                Arguments.of("x".repeat(161), MessageEncoding.GSM, 2),
                Arguments.of("x".repeat(1530), MessageEncoding.GSM, 10),
                Arguments.of("ж".repeat(70), MessageEncoding.UNICODE, 1),
                Arguments.of("ж".repeat(630), MessageEncoding.UNICODE, 10));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void countsParts(String body, MessageEncoding encoding, int parts) {
        assertThat(routed(order(US).from("phone-us").saying(body)))
                .returns(encoding, Routed::encoding)
                .returns(parts, Routed::parts);
    }

    @ParameterizedTest(name = "{0} times {1}: {2}")
    @CsvSource({"1531, x, MESSAGE_TOO_LONG", "631, ж, MESSAGE_TOO_LONG", "0, x, MESSAGE_EMPTY", "3, ' ', MESSAGE_EMPTY"
    })
    void refusesBodiesThatCannotBeSent(int times, String unit, Refusal reason) {
        assertThat(refused(order(US).from("phone-us").saying(unit.repeat(times)))
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void takesMediaWithoutTextAsOnePart() {
        add(number(
                "phone-mms",
                "+12065550105",
                "US",
                NumberStatus.ACTIVE,
                NumberType.LONG_CODE,
                Capability.MMS,
                false,
                null));
        var media = order(US).from("phone-mms").by(Channel.MEDIA);

        assertThat(routed(media.saying("").showing("s3://bucket/picture.png")).parts())
                .isEqualTo(1);
        assertThat(routed(media.saying("x".repeat(1600))).parts()).isEqualTo(1);
        assertThat(refused(media.saying("")).reason()).isEqualTo(Refusal.MESSAGE_EMPTY);
    }

    @ParameterizedTest(name = "request {0}, set {1}, from {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "PROMOTIONAL, plain, phone-us, PROMOTIONAL",
                "TRANSACTIONAL, promo, phone-us, TRANSACTIONAL",
                "-, promo, phone-us, PROMOTIONAL",
                "-, plain, phone-us, TRANSACTIONAL",
                "-, -, phone-us, TRANSACTIONAL",
                "-, -, pool-us, PROMOTIONAL"
            })
    void takesTheMessageTypeFromTheNearest(
            @Nullable MessageType request, @Nullable String set, String from, MessageType expected) {
        assertThat(routed(order(US).from(from).with(set).of(request)).messageType())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "from {0}: list {1}")
    @CsvSource(
            nullValues = "-",
            value = {"phone-us, Default", "pool-us, PoolList", "phone-pooled, PoolList", "+12065550104, PoolList"})
    void appliesTheSettingsOfThePoolToItsNumbers(String from, String optOutList) {
        assertThat(routed(order(US).from(from)).settings().optOutListName()).isEqualTo(optOutList);
    }

    @Test
    void namesTheConfigurationSetInForce() {
        assertThat(routed(order(US).from("phone-us").with(ARN + "configuration-set/plain"))
                        .configurationSetName())
                .isEqualTo("plain");
        assertThat(routed(order(US).from("phone-us")).configurationSetName()).isNull();
    }

    @Test
    void prefersNumbersOfTheDestinationsCountryAndOfTheMessagesType() {
        resources.remove(SCOPE + "/phone-number/phone-us");
        resources.remove(SCOPE + "/phone-number/phone-pooled");
        add(active("phone-gb", "+447700900123", "GB"));
        add(promotional(active("phone-gb-promo", "+447700900124", "GB")));

        assertThat(routed(order(GB)).identity().id()).isEqualTo("phone-gb");
        assertThat(routed(order(GB).of(MessageType.PROMOTIONAL)).identity().id())
                .isEqualTo("phone-gb-promo");
        assertThat(routed(order(GB).with("promo")).identity().id()).isEqualTo("phone-gb-promo");

        resources.remove(SCOPE + "/phone-number/phone-gb");
        assertThat(routed(order(GB)).identity().id()).isEqualTo("phone-gb-promo");
    }

    @Test
    void keepsTheNumberOfARecipientWhileItCanServe() {
        var members = Stream.of("phone-a", "phone-b", "phone-c", "phone-d").toList();
        add(pool("pool-many", PoolStatus.ACTIVE, members));
        members.forEach(member -> add(active(member, "+1206555020" + members.indexOf(member), "US")));
        var before = new HashMap<String, String>();
        recipients()
                .forEach(to -> before.put(
                        to, routed(order(to).from("pool-many")).identity().id()));
        add(number(
                "phone-b",
                "+12065550201",
                "US",
                NumberStatus.DISASSOCIATING,
                NumberType.LONG_CODE,
                Capability.SMS,
                false,
                null));

        recipients().forEach(to -> {
            var routed = routed(order(to).from("pool-many"));
            if ("phone-b".equals(before.get(to))) {
                assertThat(routed.identity().id()).isNotEqualTo("phone-b");
                assertThat(routed.reason()).isEqualTo(OriginationReason.POOL_FAILOVER);
            } else {
                assertThat(routed.identity().id()).isEqualTo(before.get(to));
                assertThat(routed.reason()).isEqualTo(OriginationReason.POOL_STICKINESS);
            }
        });
        assertThat(before.values()).contains("phone-a", "phone-b", "phone-c", "phone-d");
    }

    @Test
    void takesMembersOfOtherCountriesForNoFailure() {
        add(active("phone-gb", "+447700900123", "GB"));
        add(pool("pool-mixed", PoolStatus.ACTIVE, List.of("phone-gb", "phone-us", "phone-voice", "phone-sim")));

        assertThat(recipients().map(to -> routed(order(to).from("pool-mixed")))).allSatisfy(routed -> {
            assertThat(routed.identity().id()).isEqualTo("phone-us");
            assertThat(routed.reason()).isEqualTo(OriginationReason.POOL_STICKINESS);
        });
        assertThat(routed(order(GB_SUCCESS).from("pool-mixed")).identity().id()).isEqualTo("phone-gb");
        assertThat(routed(order(US_SUCCESS).from("pool-mixed")).carrier()).isEqualTo("simulator");
    }

    private static Stream<String> recipients() {
        return Stream.iterate(2_065_550_300L, number -> number + 1).limit(100).map(number -> "+1" + number);
    }

    private void add(Resource resource) {
        resources.put(SCOPE, resource);
    }

    private RoutingDecision decide(Order order) {
        return policy.decide(order.toSendOrder(), resources.of(SCOPE));
    }

    private Routed routed(Order order) {
        var decision = decide(order);
        assertThat(decision).isInstanceOf(Routed.class);
        return (Routed) decision;
    }

    private Refused refused(Order order) {
        var decision = decide(order);
        assertThat(decision).isInstanceOf(Refused.class);
        return (Refused) decision;
    }

    private static ConfigurationSet set(String name, @Nullable MessageType type, @Nullable String protect) {
        return new ConfigurationSet(name, type, null, null, protect, List.of(), Instant.EPOCH);
    }

    private static ProtectConfiguration protect(
            String id, boolean accountDefault, Capability capability, Map<String, ProtectStatus> rules) {
        return new ProtectConfiguration(id, accountDefault, false, Map.of(capability, rules), List.of(), Instant.EPOCH);
    }
}
