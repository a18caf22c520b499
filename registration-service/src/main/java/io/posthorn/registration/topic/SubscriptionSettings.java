package io.posthorn.registration.topic;

import io.posthorn.core.resource.Subscription;
import io.posthorn.core.topic.DeliveryPolicy;
import io.posthorn.core.topic.FilterPolicy;
import io.posthorn.core.topic.InvalidAttributeException;
import org.jspecify.annotations.Nullable;

/** What the attributes of a subscription say. */
record SubscriptionSettings(
        boolean raw,
        @Nullable String filterPolicy,
        FilterPolicy.Scope filterPolicyScope,
        @Nullable String deliveryPolicy) {
    static final SubscriptionSettings USUAL =
            new SubscriptionSettings(false, null, FilterPolicy.Scope.MESSAGE_ATTRIBUTES, null);

    static SubscriptionSettings of(Subscription subscription) {
        return new SubscriptionSettings(
                subscription.raw(),
                subscription.filterPolicy(),
                subscription.filterPolicyScope(),
                subscription.deliveryPolicy());
    }

    /** The filter policy is not looked at before {@link #checked}: whether it is right depends on its scope. */
    SubscriptionSettings with(String attribute, String value) throws InvalidAttributeException {
        return switch (attribute) {
            case "RawMessageDelivery" ->
                new SubscriptionSettings(truth(value), filterPolicy, filterPolicyScope, deliveryPolicy);
            case "FilterPolicy" ->
                new SubscriptionSettings(
                        raw, value.isEmpty() || value.equals("{}") ? null : value, filterPolicyScope, deliveryPolicy);
            case "FilterPolicyScope" -> new SubscriptionSettings(raw, filterPolicy, scope(value), deliveryPolicy);
            case "DeliveryPolicy" -> {
                if (!value.isEmpty()) {
                    DeliveryPolicy.ofSubscription(value);
                }
                yield new SubscriptionSettings(raw, filterPolicy, filterPolicyScope, value.isEmpty() ? null : value);
            }
            default -> throw new InvalidAttributeException("is no attribute of subscriptions");
        };
    }

    private static boolean truth(String value) throws InvalidAttributeException {
        return switch (value) {
            case "true" -> true;
            case "", "false" -> false;
            default -> throw new InvalidAttributeException("must be true or false");
        };
    }

    private static FilterPolicy.Scope scope(String value) throws InvalidAttributeException {
        for (var each : FilterPolicy.Scope.values()) {
            if (each.wireName().equals(value)) {
                return each;
            }
        }
        if (value.isEmpty()) {
            return FilterPolicy.Scope.MESSAGE_ATTRIBUTES;
        }
        throw new InvalidAttributeException("must be MessageAttributes or MessageBody");
    }

    /** These settings, once their filter policy goes with its scope. */
    SubscriptionSettings checked() throws InvalidAttributeException {
        if (filterPolicy != null) {
            FilterPolicy.parse(filterPolicy, filterPolicyScope);
        }
        return this;
    }
}
