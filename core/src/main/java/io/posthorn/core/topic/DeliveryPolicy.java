package io.posthorn.core.topic;

import io.posthorn.core.topic.RetryPolicy.Backoff;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a subscriber is treated. A subscription says it in JSON of its own; a topic says it for all of its subscriptions
 * over HTTP, under {@code http} and with other names.
 *
 * @param retries null where nothing is said about them
 * @param receivesPerSecond most deliveries to one subscriber in a second; null where there is no limit
 * @param contentType of the requests; null for the usual one
 */
public record DeliveryPolicy(
        @Nullable RetryPolicy retries,
        @Nullable Integer receivesPerSecond,
        @Nullable String contentType) {
    /** Says nothing. */
    public static final DeliveryPolicy NONE = new DeliveryPolicy(null, null, null);

    private static final int MOST_RETRIES = 100;
    private static final int LONGEST_DELAY = 3_600;
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("[a-z]+/[A-Za-z0-9!#$&^_.+-]+(; ?charset=[A-Za-z0-9-]+)?");
    private static final Set<String> OF_SUBSCRIPTION =
            Set.of("healthyRetryPolicy", "sicklyRetryPolicy", "throttlePolicy", "requestPolicy", "guaranteed");
    private static final Set<String> OF_TOPIC = Set.of(
            "defaultHealthyRetryPolicy",
            "defaultSicklyRetryPolicy",
            "defaultThrottlePolicy",
            "defaultRequestPolicy",
            "disableSubscriptionOverrides");

    /** What a topic says for its subscriptions, and whether they may say otherwise. */
    public record OfTopic(DeliveryPolicy policy, boolean overridable) {
        /** Says nothing. */
        public static final OfTopic NONE = new OfTopic(DeliveryPolicy.NONE, true);
    }

    /** Reads the policy of a subscription. */
    public static DeliveryPolicy ofSubscription(String json) throws InvalidAttributeException {
        return policy(members(json(json), OF_SUBSCRIPTION), "healthyRetryPolicy", "throttlePolicy", "requestPolicy");
    }

    /** Reads the policy of a topic. */
    public static OfTopic ofTopic(String json) throws InvalidAttributeException {
        var http = members(members(json(json), Set.of("http")).path("http"), OF_TOPIC);
        return new OfTopic(
                policy(http, "defaultHealthyRetryPolicy", "defaultThrottlePolicy", "defaultRequestPolicy"),
                !http.path("disableSubscriptionOverrides").asBoolean(false));
    }

    /** This policy, and another where this one says nothing. */
    public DeliveryPolicy or(DeliveryPolicy other) {
        return new DeliveryPolicy(
                retries == null ? other.retries : retries,
                receivesPerSecond == null ? other.receivesPerSecond : receivesPerSecond,
                contentType == null ? other.contentType : contentType);
    }

    /** The retries that hold in the end. */
    public RetryPolicy effectiveRetries() {
        return retries == null ? RetryPolicy.DEFAULT : retries;
    }

    private static JsonNode json(String text) throws InvalidAttributeException {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException malformed) {
            throw new InvalidAttributeException("is not JSON");
        }
    }

    private static JsonNode members(JsonNode node, Set<String> known) throws InvalidAttributeException {
        if (!node.isObject()) {
            throw new InvalidAttributeException("is not what it should be: an object was expected");
        }
        for (var property : node.properties()) {
            if (!known.contains(property.getKey())) {
                throw new InvalidAttributeException("has a member that is not known: " + property.getKey());
            }
        }
        return node;
    }

    private static DeliveryPolicy policy(JsonNode node, String retryName, String throttleName, String requestName)
            throws InvalidAttributeException {
        var throttle = node.path(throttleName).path("maxReceivesPerSecond");
        var type = node.path(requestName).path("headerContentType");
        if (type.isString() && !CONTENT_TYPE.matcher(type.stringValue()).matches()) {
            throw new InvalidAttributeException("has a headerContentType that is none");
        }
        return new DeliveryPolicy(
                node.path(retryName).isObject() ? retries(node.path(retryName)) : null,
                throttle.isMissingNode() || throttle.isNull() ? null : whole(throttle, 1, Integer.MAX_VALUE),
                type.isString() ? type.stringValue() : null);
    }

    private static RetryPolicy retries(JsonNode node) throws InvalidAttributeException {
        var usual = RetryPolicy.DEFAULT;
        var max = member(node, "maxDelayTarget", 1, LONGEST_DELAY)
                .orElse((int) usual.maxDelay().toSeconds());
        var min = member(node, "minDelayTarget", 1, LONGEST_DELAY)
                .orElse((int) usual.minDelay().toSeconds());
        var retries = member(node, "numRetries", 0, MOST_RETRIES).orElse(usual.retries());
        var atOnce = member(node, "numNoDelayRetries", 0, retries).orElse(0);
        var afterMin = member(node, "numMinDelayRetries", 0, retries).orElse(0);
        var afterMax = member(node, "numMaxDelayRetries", 0, retries).orElse(0);
        if (min > max) {
            throw new InvalidAttributeException("has a minDelayTarget above its maxDelayTarget");
        }
        if (atOnce + afterMin + afterMax > retries) {
            throw new InvalidAttributeException("has more retries in its phases than numRetries");
        }
        return new RetryPolicy(
                Duration.ofSeconds(min),
                Duration.ofSeconds(max),
                retries,
                atOnce,
                afterMin,
                afterMax,
                backoff(node.path("backoffFunction").asString("linear")));
    }

    private static Backoff backoff(String name) throws InvalidAttributeException {
        for (var each : Backoff.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        throw new InvalidAttributeException("has a backoffFunction that is not known");
    }

    private static Optional<Integer> member(JsonNode node, String name, int least, int most)
            throws InvalidAttributeException {
        var value = node.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(whole(value, least, most));
    }

    private static int whole(JsonNode value, int least, int most) throws InvalidAttributeException {
        if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > most) {
            throw new InvalidAttributeException("has a number that is not from " + least + " to " + most);
        }
        return value.intValue();
    }
}
