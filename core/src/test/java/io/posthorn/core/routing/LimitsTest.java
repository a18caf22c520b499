package io.posthorn.core.routing;

import static io.posthorn.core.routing.Numbers.SCOPE;
import static io.posthorn.core.routing.Numbers.number;
import static io.posthorn.core.routing.Order.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountStatus;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.media.MediaStore;
import io.posthorn.core.price.Price;
import io.posthorn.core.price.Route;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.resource.VerificationStatus;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.resource.VerifiedDestinationNumber.CodeMessage;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.routing.RoutingDecision.Routed;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.Speech.Markup;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sandbox, prices, spend limits and the content of a message allow. */
class LimitsTest {
    private static final String US = "+12065550142";
    private static final String US_SUCCESS = "+14254147755";

    private final ResourceMap resources = new ResourceMap();
    private AccountTier tier = AccountTier.PRODUCTION;
    private AccountStatus status = AccountStatus.ACTIVE;
    private Price price = Price.NOTHING;
    private BigDecimal spent = BigDecimal.ZERO;
    private List<Duration> calls = List.of();
    private MediaStore media = MediaStore.UNKNOWN;
    private MessageTemplates templates = MessageTemplates.NONE;

    @BeforeEach
    void accountHas() {
        int last = 0;
        for (var capability : Capability.values()) {
            resources.put(
                    SCOPE,
                    number(
                            "phone-" + capability,
                            "+1206555010" + last++,
                            "US",
                            NumberStatus.ACTIVE,
                            NumberType.TEN_DLC,
                            capability,
                            false,
                            null));
        }
    }

    @ParameterizedTest(name = "{0}, {1} to {2}, which is {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "PRODUCTION, TEXT, +12065550142, -, -",
                "SANDBOX, TEXT, +12065550142, -, DESTINATION_NOT_VERIFIED",
                "SANDBOX, TEXT, +12065550142, PENDING, DESTINATION_NOT_VERIFIED",
                "SANDBOX, TEXT, +12065550142, VERIFIED, -",
                "SANDBOX, MEDIA, +12065550142, -, DESTINATION_NOT_VERIFIED",
                "SANDBOX, MEDIA, +12065550142, VERIFIED, -",
                "SANDBOX, VOICE, +12065550142, -, DESTINATION_NOT_VERIFIED",
                "SANDBOX, VOICE, +12065550142, VERIFIED, -",
                // simulators need no verification
                "SANDBOX, TEXT, +14254147755, -, -",
                "SANDBOX, MEDIA, +14254147755, -, -",
                "SANDBOX, VOICE, +14254147755, -, -",
                // calls go to some countries only
                "SANDBOX, VOICE, +4915112345678, VERIFIED, -",
                "SANDBOX, VOICE, +14165550142, VERIFIED, -",
                "SANDBOX, VOICE, +33612345678, VERIFIED, DESTINATION_COUNTRY_NOT_SUPPORTED",
                "PRODUCTION, VOICE, +33612345678, -, -"
            })
    void letsTheSandboxReachVerifiedDestinations(
            AccountTier tier,
            Channel channel,
            String to,
            @Nullable VerificationStatus verified,
            @Nullable Refusal refusal) {
        this.tier = tier;
        if (verified != null) {
            destination(to, verified);
        }

        assertThat(refusal(from(channel, to))).isEqualTo(refusal);
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingOfASuspendedAccount(Channel channel) {
        status = AccountStatus.SUSPENDED;

        assertThat(refusal(from(channel, US))).isEqualTo(Refusal.ACCOUNT_SUSPENDED);
        assertThat(refusal(from(channel, US_SUCCESS))).isEqualTo(Refusal.ACCOUNT_SUSPENDED);
    }

    @Test
    void letsTheCodeReachADestinationThatIsToBeVerified() {
        tier = AccountTier.SANDBOX;
        price = price("0.01", "0");
        destination(
                US,
                VerificationStatus.PENDING,
                new CodeMessage(Order.ID.toString(), Instant.EPOCH, true),
                new CodeMessage("another", Instant.EPOCH, false));

        assertThat(routed(from(Channel.TEXT, US)).price()).isEqualByComparingTo("0");
    }

    @ParameterizedTest(name = "{0} parts at {1} and {2}: {3} and {4}")
    @CsvSource({
        "1, 0.00645, 0, 0.00645, 0",
        "1, 0.00645, 0.003, 0.00645, 0.003",
        "4, 0.00645, 0.003, 0.0258, 0.012",
        "1, 0, 0, 0, 0"
    })
    void chargesEachPart(int parts, String perPart, String feePerPart, BigDecimal whole, BigDecimal fees) {
        price = price(perPart, feePerPart);

        var routed = routed(from(Channel.TEXT, US).saying("x".repeat(parts == 1 ? 160 : parts * 153)));

        assertThat(routed.parts()).isEqualTo(parts);
        assertThat(routed.price()).isEqualByComparingTo(whole);
        assertThat(routed.carrierFee()).isEqualByComparingTo(fees);
    }

    @Test
    void looksPricesUpByChannelCountryAndRoute() {
        resources.put(
                SCOPE,
                number(
                        "phone-sim",
                        "+12065550199",
                        "US",
                        NumberStatus.ACTIVE,
                        NumberType.SIMULATOR,
                        Capability.SMS,
                        false,
                        null));

        assertThat(asked(from(Channel.TEXT, US))).isEqualTo("TEXT US TEN_DLC");
        assertThat(asked(from(Channel.MEDIA, US))).isEqualTo("MEDIA US TEN_DLC");
        assertThat(asked(from(Channel.VOICE, "+33612345678"))).isEqualTo("VOICE FR TEN_DLC");
        assertThat(asked(order(US_SUCCESS).from("phone-sim"))).isEqualTo("TEXT US TEN_DLC");
        assertThat(asked(order("+33755512501").from("Anything"))).isEqualTo("TEXT FR SENDER_ID");
        assertThat(asked(order("+36707178770"))).isEqualTo("TEXT HU SHARED");
    }

    @ParameterizedTest(name = "at most {0} a part, at {1} and {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "0.01, 0.00999, 0, -",
                "0.01, 0.01, 0, -",
                "0.01, 0.01001, 0, PRICE_OVER_LIMIT",
                "0.01, 0.009, 0.001, -",
                "0.01, 0.009, 0.0011, PRICE_OVER_LIMIT",
                "0.00, 0, 0, -"
            })
    void refusesWhatCostsMoreThanTheSenderWants(String most, String perUnit, String fee, @Nullable Refusal refusal) {
        price = price(perUnit, fee);

        // Ten parts: the limit is for one.
        assertThat(refusal(from(Channel.TEXT, US).saying("x".repeat(1_530)).forAtMost(most)))
                .isEqualTo(refusal);
        assertThat(refusal(from(Channel.VOICE, US).forAtMost(most))).isEqualTo(refusal);
    }

    @ParameterizedTest(name = "{0} spent of {1}, of which the account allows itself {2}; at {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 10, -, 0.01, -",
                "9.98, 10, -, 0.01, -",
                "9.99, 10, -, 0.01, -",
                "9.991, 10, -, 0.01, SPEND_LIMIT_REACHED",
                "10, 10, -, 0, SPEND_LIMIT_REACHED",
                "10.5, 10, -, 0.01, SPEND_LIMIT_REACHED",
                // the account's own limit
                "5, 10, 5, 0.01, SPEND_LIMIT_REACHED",
                "4.99, 10, 5, 0.01, -",
                // never more than the operator's
                "9.995, 10, 20, 0.01, SPEND_LIMIT_REACHED",
                "9.995, 10, 20, 0, -"
            })
    void stopsAtTheSpendLimit(
            BigDecimal spent, BigDecimal limit, @Nullable Long own, String perPart, @Nullable Refusal refusal) {
        this.spent = spent;
        price = price(perPart, "0");
        if (own != null) {
            resources.put(SCOPE, new SpendLimitOverride(Channel.TEXT, own));
        }

        var decision = decide(from(Channel.TEXT, US), limit);

        assertThat(decision instanceof Refused refused ? refused.reason() : null)
                .isEqualTo(refusal);
    }

    @ParameterizedTest(name = "{0}, of {1} bytes: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "s3://bucket/a.png, 2097152, -",
                "s3://bucket/a.png, 2097153, MEDIA_TOO_LARGE",
                "s3://bucket/a.JPG, 2097152, -",
                "s3://bucket/a.gif, 2097152, -",
                "s3://bucket/a.pdf, 614400, -",
                "s3://bucket/a.pdf, 614401, MEDIA_TOO_LARGE",
                "s3://bucket/a.tiff, 614401, MEDIA_TOO_LARGE",
                "s3://bucket/a.mp4, 614401, MEDIA_TOO_LARGE",
                "s3://bucket/a.vcf, 614400, -",
                "s3://bucket/a.exe, 1, MEDIA_TYPE_NOT_SUPPORTED",
                "s3://bucket/a.svg, 1, MEDIA_TYPE_NOT_SUPPORTED",
                "s3://bucket/dir.d/a, 2097152, -",
                "s3://bucket/dir.d/a, 2097153, MEDIA_TOO_LARGE",
                "s3://bucket/a.png, -1, MEDIA_NOT_ACCESSIBLE",
                "s3://bucket/a.png, -, -"
            })
    void looksAtMediaFiles(String url, @Nullable Long size, @Nullable Refusal refusal) {
        if (size != null) {
            media = ignored -> size < 0 ? MediaStore.Found.Inaccessible.INSTANCE : new MediaStore.Found.File(size);
        }

        assertThat(refusal(from(Channel.MEDIA, US).saying("").showing(url))).isEqualTo(refusal);
    }

    @Test
    void refusesSpeechThatIsTooLongOrNoMarkup() {
        var call = from(Channel.VOICE, US);

        assertThat(refusal(call.saying("x".repeat(3_000)))).isNull();
        assertThat(refusal(call.saying("x".repeat(3_001)))).isEqualTo(Refusal.MESSAGE_TOO_LONG);
        assertThat(refusal(call.saying("<speak>Hello</speak>").spoken(Markup.SSML)))
                .isNull();
        assertThat(refusal(call.saying("Hello").spoken(Markup.SSML))).isEqualTo(Refusal.SPEECH_MALFORMED);
        assertThat(refusal(call.saying(" "))).isEqualTo(Refusal.MESSAGE_EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Your code is 123.", "Your code is 123!"})
    void sendsToChinaOnlyWhatFollowsATemplate(String body) {
        resources.put(
                SCOPE,
                number(
                        "phone-cn",
                        "+10690123",
                        "CN",
                        NumberStatus.ACTIVE,
                        NumberType.SHORT_CODE,
                        Capability.SMS,
                        false,
                        null));
        var message = order("+8613812345678").from("phone-cn").saying(body);

        assertThat(refusal(message)).isEqualTo(Refusal.TEMPLATE_MISMATCH);

        templates = (account, country) -> List.of(MessageTemplate.of("Your code is {code}."));
        assertThat(refusal(message)).isEqualTo(body.endsWith("!") ? Refusal.TEMPLATE_MISMATCH : null);
    }

    @ParameterizedTest(name = "{0}, {1} after {2} calls {3} ago: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "SANDBOX, VOICE, 4, PT30S, +12065550142, -",
                "SANDBOX, VOICE, 5, PT30S, +12065550142, CALLS_PER_MINUTE_REACHED",
                "SANDBOX, VOICE, 5, PT60S, +12065550142, -",
                "SANDBOX, VOICE, 19, PT23H, +12065550142, -",
                "SANDBOX, VOICE, 20, PT23H, +12065550142, CALLS_PER_DAY_REACHED",
                "SANDBOX, VOICE, 20, PT24H, +12065550142, -",
                "SANDBOX, VOICE, 20, PT30S, +14254147755, -",
                "SANDBOX, TEXT, 20, PT30S, +12065550142, -",
                "PRODUCTION, VOICE, 19, PT30S, +12065550142, -",
                "PRODUCTION, VOICE, 20, PT30S, +12065550142, CALLS_PER_MINUTE_REACHED",
                "PRODUCTION, VOICE, 20, PT23H, +12065550142, -"
            })
    void accountsCallSoOften(
            AccountTier ofAccount, Channel channel, int times, Duration ago, String to, @Nullable Refusal refusal) {
        tier = ofAccount;
        calls = Collections.nCopies(times, ago);
        destination(US, VerificationStatus.VERIFIED);

        assertThat(refusal(from(channel, to))).isEqualTo(refusal);
    }

    private static Order from(Channel channel, String to) {
        return order(to).from("phone-" + channel.capability()).by(channel);
    }

    private static Price price(String perUnit, String fee) {
        return new Price(new BigDecimal(perUnit), new BigDecimal(fee));
    }

    private void destination(String number, VerificationStatus status, CodeMessage... codes) {
        resources.put(
                SCOPE,
                new VerifiedDestinationNumber(
                        "verified-1", new PhoneNumber(number), status, null, List.of(codes), List.of(), Instant.EPOCH));
    }

    private RoutingDecision decide(Order order, BigDecimal limit) {
        var facts = new RoutingFacts(
                account -> new AccountProfile(
                        account,
                        tier,
                        Quotas.DEFAULT,
                        Map.of(Channel.TEXT, limit, Channel.MEDIA, limit, Channel.VOICE, limit),
                        status),
                (channel, country, route) -> price,
                (scope, channel) -> spent,
                (scope, period) -> (int)
                        calls.stream().filter(ago -> ago.compareTo(period) < 0).count(),
                Connections.NONE,
                templates,
                media,
                IdentityHealth.ALL_WELL);
        return new RoutingPolicy(facts).decide(order.toSendOrder(), resources.of(SCOPE));
    }

    private @Nullable Refusal refusal(Order order) {
        return decide(order, BigDecimal.TEN) instanceof Refused refused ? refused.reason() : null;
    }

    private Routed routed(Order order) {
        var decision = decide(order, BigDecimal.TEN);
        assertThat(decision).isInstanceOf(Routed.class);
        return (Routed) decision;
    }

    /** What the policy asks the price list for. */
    private String asked(Order order) {
        var asked = new StringBuilder();
        var facts = new RoutingFacts(
                RoutingFacts.TRUSTED,
                (Channel channel, String country, Route route) -> {
                    asked.append(channel)
                            .append(' ')
                            .append(country)
                            .append(' ')
                            .append(route);
                    return Price.NOTHING;
                },
                RoutingFacts.NOT_COUNTED,
                RoutingFacts.CALLS_NOT_COUNTED,
                Connections.NONE,
                MessageTemplates.NONE,
                MediaStore.UNKNOWN,
                IdentityHealth.ALL_WELL);
        assertThat(new RoutingPolicy(facts).decide(order.toSendOrder(), resources.of(SCOPE)))
                .isInstanceOf(Routed.class);
        return asked.toString();
    }
}
