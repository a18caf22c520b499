package io.posthorn.core.routing;

import static io.posthorn.core.resource.MessageType.PROMOTIONAL;
import static io.posthorn.core.resource.MessageType.TRANSACTIONAL;
import static io.posthorn.core.routing.Numbers.SCOPE;
import static io.posthorn.core.routing.Numbers.active;
import static io.posthorn.core.routing.Numbers.number;
import static io.posthorn.core.routing.Numbers.senderId;
import static io.posthorn.core.routing.Order.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.routing.RoutingDecision.Routed;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What recipients see, country by country: the table of senders in the service's user guide. */
class SendersTest {
    private static final String FR = "+33612345678";
    private static final String DE = "+4915112345678";
    private static final String IN = "+919812345678";

    private final ResourceMap resources = new ResourceMap();
    private Connections connections = Connections.of(Map.of("*", "names"), Map.of("*", "shared"));

    @ParameterizedTest(name = "from {0} to {1}: {2} by {3}, {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                // sender ids are supported: any name, the account's own or not
                "MyShop, +33612345678, MyShop, carrier-MyShop, NAMED",
                "MyShop/FR, +33612345678, MyShop, carrier-MyShop, NAMED",
                "Anything, +33612345678, Anything, names, NAMED",
                // nothing named: a number there, else a sender id, else what is shared
                "-, +4915112345678, +4915112300000, carrier-phone-de, ACCOUNT_DEFAULT",
                "-, +33612345678, MyShop, carrier-MyShop, ACCOUNT_SENDER_ID",
                "-, +420601123456, NOTICE, shared, SHARED_ROUTE",
                // registration required: only a registered one, else the generic name
                "Known, +61412345678, Known, carrier-Known, NAMED",
                "New, +61412345678, NOTICE, shared, SENDER_ID_NOT_REGISTERED",
                "Anything, +61412345678, NOTICE, shared, SENDER_ID_NOT_REGISTERED",
                "-, +61412345678, Known, carrier-Known, ACCOUNT_SENDER_ID",
                "-, +201001234567, NOTICE, shared, SHARED_ROUTE",
                // Singapore
                "Known, +6581234567, Known, carrier-Known, NAMED",
                "Anything, +6581234567, LIKELY-SCAM, shared, SENDER_ID_NOT_REGISTERED",
                // India's international route
                "-, +919812345678, SHARED, shared, SHARED_ROUTE",
                "KNOWNS, +919812345678, SHARED, shared, SHARED_ROUTE",
                // not supported: a number there, else a shared one
                "MyShop, +5511961234567, SHARED, shared, SHARED_ROUTE",
                "-, +5511961234567, SHARED, shared, SHARED_ROUTE",
                "MyShop, +6421123456, SHARED, shared, SHARED_ROUTE",
                "MyShop, +12065550142, +12065550100, carrier-phone-us, SENDER_ID_NOT_SHOWN",
                // and to simulator destinations whatever the carriers are
                "Anything, +33755512501, Anything, simulator, NAMED",
                "-, +36707178770, SHARED, simulator, SHARED_ROUTE"
            })
    void showsWhatTheCountryLets(
            @Nullable String from, String to, String shown, String carrier, OriginationReason reason) {
        accountHasSenders();
        var arn = from == null || !from.contains("/")
                ? from
                : "arn:aws:sms-voice:us-east-1:123456789012:sender-id/" + from;

        var routed = routed(order(to).from(arn));

        assertThat(routed.identity().shown()).isEqualTo(shown);
        assertThat(routed.carrier()).isEqualTo(carrier);
        assertThat(routed.reason()).isEqualTo(reason);
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                // nothing is shared with the United States and China
                "MyShop, +12065550142, SENDER_ID_NOT_SUPPORTED",
                "-, +12065550142, NO_ORIGINATION_IDENTITY",
                "MyShop, +8613812345678, SENDER_ID_NOT_SUPPORTED",
                "-, +8613812345678, NO_ORIGINATION_IDENTITY",
                "-, +17875550142, NO_ORIGINATION_IDENTITY",
                // what is no name
                "ab, +33612345678, ORIGINATION_IDENTITY_NOT_FOUND",
                "twelve-chars, +33612345678, ORIGINATION_IDENTITY_NOT_FOUND",
                "with_line, +33612345678, ORIGINATION_IDENTITY_NOT_FOUND",
                "123456, +33612345678, ORIGINATION_IDENTITY_NOT_FOUND"
            })
    void refusesWhatNobodyCouldBeShown(@Nullable String from, String to, Refusal refusal) {
        assertThat(refused(order(to).from(from)).reason()).isEqualTo(refusal);
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "MyShop, +33612345678, -",
                "Anything, +33612345678, ORIGINATION_IDENTITY_NOT_FOUND",
                "New, +61412345678, SENDER_ID_NOT_REGISTERED",
                "Anything, +6581234567, SENDER_ID_NOT_REGISTERED",
                "KNOWNS, +919812345678, COUNTRY_PARAMETERS_MISSING",
                "MyShop, +5511961234567, SENDER_ID_NOT_SUPPORTED",
                "-, +420601123456, NO_ORIGINATION_IDENTITY"
            })
    void refusesWhereNoConnectionTakesIt(@Nullable String from, String to, @Nullable Refusal refusal) {
        accountHasSenders();
        connections = Connections.NONE;

        var decision = decide(order(to).from(from));

        if (refusal == null) {
            assertThat(decision).isInstanceOf(Routed.class);
        } else {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(refusal));
        }
    }

    @Test
    void sendsByTheLocalRouteOfIndiaWithBothParameters() {
        accountHasSenders();
        var order = order(IN).from("KNOWNS");

        var routed = routed(order.telling(Map.of("IN_ENTITY_ID", "1", "IN_TEMPLATE_ID", "2")));

        assertThat(routed.identity().shown()).isEqualTo("KNOWNS");
        assertThat(routed.carrier()).isEqualTo("carrier-KNOWNS");
        assertThat(routed(order.telling(Map.of("IN_ENTITY_ID", "1"))).identity().shown())
                .isEqualTo("SHARED");
    }

    @ParameterizedTest(name = "{0} under a sender id for transactional messages: {1}")
    @CsvSource(
            nullValues = "-",
            value = {"TRANSACTIONAL, -", "PROMOTIONAL, MESSAGE_TYPE_MISMATCH", "-, -"})
    void sendsUnderASenderIdWhatItIsFor(@Nullable MessageType type, @Nullable Refusal refusal) {
        add(senderId("Orders", "FR", false, TRANSACTIONAL));

        var decision = decide(order(FR).from("Orders").of(type));

        if (refusal == null) {
            assertThat(decision).isInstanceOf(Routed.class);
        } else {
            assertThat(((Refused) decision).reason()).isEqualTo(refusal);
        }
    }

    @Test
    void takesTheTypeOfASenderIdWhereTheSenderDoesNotSay() {
        add(senderId("Offers", "FR", false, PROMOTIONAL));

        assertThat(routed(order(FR).from("Offers")).messageType()).isEqualTo(PROMOTIONAL);
    }

    @Test
    void refusesASenderIdOfAnotherCountry() {
        accountHasSenders();

        assertThat(refused(order(DE).from("arn:aws:sms-voice:us-east-1:123456789012:sender-id/MyShop/FR"))
                        .reason())
                .isEqualTo(Refusal.DESTINATION_NOT_SERVED);
    }

    @Test
    void sendsOnlyTextsUnderNames() {
        accountHasSenders();

        assertThat(refused(order(FR).from("MyShop").by(Channel.VOICE)).reason())
                .isEqualTo(Refusal.CHANNEL_NOT_SUPPORTED);
        assertThat(refused(order(FR).from("Anything").by(Channel.VOICE)).reason())
                .isEqualTo(Refusal.CHANNEL_NOT_SUPPORTED);
    }

    @ParameterizedTest(name = "default of the set {0}, to {1}: {2}, {3}")
    @CsvSource({
        // after numbers and sender ids of the account
        "Default, +4915112345678, +4915112300000, ACCOUNT_DEFAULT",
        "Default, +33612345678, MyShop, ACCOUNT_SENDER_ID",
        "Default, +351912345678, Default, CONFIGURATION_SET_SENDER_ID",
        // before numbers from abroad
        "Default, +447860123456, Default, CONFIGURATION_SET_SENDER_ID",
        // not where names are not shown, or registered ones only
        "Default, +5511961234567, +12065550101, ACCOUNT_DEFAULT",
        "Default, +201001234567, +12065550101, ACCOUNT_DEFAULT",
        // the account's own of that name before its others
        "Second, +33612345678, Second, CONFIGURATION_SET_SENDER_ID"
    })
    void takesTheDefaultSenderIdOfTheConfigurationSet(String name, String to, String shown, OriginationReason reason) {
        accountHasSenders();
        add(number(
                "phone-world",
                "+12065550101",
                "US",
                NumberStatus.ACTIVE,
                NumberType.LONG_CODE,
                Capability.SMS,
                true,
                null));
        add(senderId("Second", "FR", false, TRANSACTIONAL));
        add(new ConfigurationSet("set", null, name, null, null, List.of(), Instant.EPOCH));

        var routed = routed(order(to).with("set"));

        assertThat(routed.identity().shown()).isEqualTo(shown);
        assertThat(routed.reason()).isEqualTo(reason);
    }

    @ParameterizedTest(name = "a pool with shared routes: {0}, to {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "false, +33612345678, MyShop, POOL_STICKINESS",
                "false, +12065550142, +12065550100, POOL_STICKINESS",
                "false, +4915112345678, -, DESTINATION_NOT_SERVED",
                "true, +4915112345678, NOTICE, SHARED_ROUTE",
                "true, +8613812345678, -, DESTINATION_NOT_SERVED",
                "false, +919812345678, -, COUNTRY_PARAMETERS_MISSING",
                "true, +919812345678, SHARED, SHARED_ROUTE"
            })
    void sendsFromPoolsWithNumbersAndSenderIds(boolean sharedRoutes, String to, @Nullable String shown, String reason) {
        accountHasSenders();
        add(new Pool(
                "pool-mixed",
                PoolStatus.ACTIVE,
                Numbers.settings(TRANSACTIONAL, "PoolList"),
                sharedRoutes,
                false,
                List.of("phone-us", "MyShop/FR", "KNOWNS/IN"),
                List.of(),
                Instant.EPOCH));

        var decision = decide(order(to).from("pool-mixed"));

        if (decision instanceof Routed routed) {
            assertThat(routed.identity().shown()).isEqualTo(shown);
            assertThat(routed.reason().name()).isEqualTo(reason);
            assertThat(routed.settings().optOutListName()).isEqualTo("PoolList");
        } else {
            assertThat(((Refused) decision).reason().name()).isEqualTo(reason);
            assertThat(shown).isNull();
        }
    }

    @ParameterizedTest(name = "{0} of {1}, abroad {2}, to {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                // a number serves its own country
                "LONG_CODE, GB, false, +447860123456, -",
                "LONG_CODE, GB, false, +4915112345678, DESTINATION_NOT_SERVED",
                "SHORT_CODE, US, false, +14165550142, DESTINATION_NOT_SERVED",
                "TEN_DLC, US, false, +14165550142, DESTINATION_NOT_SERVED",
                // the United States and their territories are one
                "TEN_DLC, US, false, +17875550142, -",
                "TOLL_FREE, US, false, +16715550142, -",
                "SHORT_CODE, US, false, +13405550142, -",
                "TEN_DLC, US, false, +16845550142, -",
                "LONG_CODE, PR, false, +12065550142, -",
                // a long code abroad, where others are let in
                "LONG_CODE, GB, true, +4915112345678, -",
                "LONG_CODE, GB, true, +12065550142, DESTINATION_NOT_SERVED",
                "LONG_CODE, GB, true, +8613812345678, DESTINATION_NOT_SERVED",
                "TEN_DLC, US, true, +447860123456, DESTINATION_NOT_SERVED",
                "TOLL_FREE, US, true, +447860123456, DESTINATION_NOT_SERVED",
                "SHORT_CODE, US, true, +447860123456, DESTINATION_NOT_SERVED",
                // these only receive
                "LONG_CODE, PK, false, +923001234567, CHANNEL_NOT_SUPPORTED",
                "LONG_CODE, PH, false, +639171234567, CHANNEL_NOT_SUPPORTED",
                "LONG_CODE, SA, false, +966501234567, CHANNEL_NOT_SUPPORTED",
                "LONG_CODE, AE, false, +971501234567, CHANNEL_NOT_SUPPORTED",
                "SHORT_CODE, AE, false, +971501234567, -",
                // countries the guide does not know
                "LONG_CODE, BJ, false, +22990011234, -",
                // closed countries
                "LONG_CODE, CU, false, +5351234567, DESTINATION_COUNTRY_NOT_SUPPORTED",
                "LONG_CODE, IR, false, +989121234567, DESTINATION_COUNTRY_NOT_SUPPORTED",
                "LONG_CODE, KP, false, +8501921234567, DESTINATION_COUNTRY_NOT_SUPPORTED",
                "LONG_CODE, SD, false, +249911231234, DESTINATION_COUNTRY_NOT_SUPPORTED",
                "LONG_CODE, SY, false, +963944567890, DESTINATION_COUNTRY_NOT_SUPPORTED"
            })
    void knowsWhereNumbersCanSend(
            NumberType type, String country, boolean abroad, String to, @Nullable Refusal refusal) {
        add(number("phone-x", "+9990000", country, NumberStatus.ACTIVE, type, Capability.SMS, abroad, null));

        var decision = decide(order(to).from("phone-x"));

        if (refusal == null) {
            assertThat(decision).isInstanceOf(Routed.class);
        } else {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(refusal));
        }
    }

    @ParameterizedTest(name = "{0} of {1}, to {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "SHORT_CODE, US, +12065550142, -",
                "TEN_DLC, US, +12065550142, -",
                "TOLL_FREE, US, +12065550142, -",
                "LONG_CODE, CA, +14165550142, -",
                "TOLL_FREE, CA, +14165550142, DESTINATION_NOT_SERVED",
                "TEN_DLC, US, +14165550142, DESTINATION_NOT_SERVED",
                "LONG_CODE, GB, +447860123456, DESTINATION_COUNTRY_NOT_SUPPORTED",
                "SIMULATOR, US, +14254147755, -",
                "SIMULATOR, US, +12065550142, DESTINATION_NOT_SERVED"
            })
    void knowsWhereMediaCanGo(NumberType type, String country, String to, @Nullable Refusal refusal) {
        add(number("phone-x", "+9990000", country, NumberStatus.ACTIVE, type, Capability.MMS, false, null));

        var decision = decide(order(to).from("phone-x").by(Channel.MEDIA));

        if (refusal == null) {
            assertThat(decision).isInstanceOf(Routed.class);
        } else {
            assertThat(((Refused) decision).reason()).isEqualTo(refusal);
        }
    }

    @ParameterizedTest(name = "a call from {0} of {1} to {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "TOLL_FREE, US, +12065550142, -",
                "LONG_CODE, US, +4915112345678, -",
                "LONG_CODE, PK, +923001234567, -",
                "SIMULATOR, US, +14254147755, -",
                "SIMULATOR, US, +12065550142, DESTINATION_NOT_SERVED"
            })
    void callsFromAnywhereToAnywhere(NumberType type, String country, String to, @Nullable Refusal refusal) {
        add(number("phone-x", "+9990000", country, NumberStatus.ACTIVE, type, Capability.VOICE, false, null));

        var decision = decide(order(to).from("phone-x").by(Channel.VOICE));

        if (refusal == null) {
            assertThat(decision).isInstanceOf(Routed.class);
        } else {
            assertThat(((Refused) decision).reason()).isEqualTo(refusal);
        }
    }

    @ParameterizedTest(name = "registration required: {0}, shown: {1} by {2}")
    @CsvSource({"false, MyShop, new", "true, NOTICE, shared"})
    void takesOwnNamesOnTheTermsThatHoldNow(boolean registrationRequired, String shown, String carrier) {
        accountHasSenders();
        connections = new Held(
                connections, new HeldSenderId("*", "FR", "new", 30, BigDecimal.ZERO, registrationRequired, false));

        var routed = routed(order(FR).from("MyShop"));

        assertThat(routed.identity().shown()).isEqualTo(shown);
        assertThat(routed.carrier()).isEqualTo(carrier);
    }

    /** The operator holds all names of one country. */
    private record Held(Connections others, HeldSenderId held) implements Connections {
        @Override
        public Optional<String> forChosenName(String name, String country) {
            return others.forChosenName(name, country);
        }

        @Override
        public Optional<String> forSharedRoutes(String country) {
            return others.forSharedRoutes(country);
        }

        @Override
        public Optional<HeldSenderId> terms(String name, String country) {
            return Optional.of(held).filter(entry -> entry.country().equals(country));
        }
    }

    private void accountHasSenders() {
        add(active("phone-us", "+12065550100", "US"));
        add(active("phone-de", "+4915112300000", "DE"));
        add(senderId("MyShop", "FR", false, TRANSACTIONAL, PROMOTIONAL));
        add(senderId("Known", "AU", true, TRANSACTIONAL, PROMOTIONAL));
        add(senderId("New", "AU", false, TRANSACTIONAL, PROMOTIONAL));
        add(senderId("Known", "SG", true, TRANSACTIONAL, PROMOTIONAL));
        add(senderId("KNOWNS", "IN", true, TRANSACTIONAL, PROMOTIONAL));
    }

    private void add(Resource resource) {
        resources.put(SCOPE, resource);
    }

    private RoutingDecision decide(Order order) {
        var facts = new RoutingFacts(
                RoutingFacts.TRUSTED,
                RoutingFacts.FREE,
                RoutingFacts.NOT_COUNTED,
                RoutingFacts.CALLS_NOT_COUNTED,
                connections,
                MessageTemplates.NONE,
                RoutingFacts.NONE.media(),
                RoutingFacts.NONE.health());
        return new RoutingPolicy(facts).decide(order.toSendOrder(), resources.of(SCOPE));
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
}
