package io.posthorn.core.api.output;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKey;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Subscription;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A subscription as lists of subscriptions name it.
 *
 * @param endpoint without the password that it may have
 */
public record SubscriptionOutput(
        String subscriptionArn, String owner, String protocol, String endpoint, String topicArn) {
    private static final Pattern PASSWORD = Pattern.compile("^(https?://[^/?#@]*:)[^/?#@]*@");

    public static SubscriptionOutput of(AccountResources account, Subscription subscription) {
        return new SubscriptionOutput(
                account.arnOf(subscription),
                account.scope().account().value(),
                subscription.protocol().name().toLowerCase(Locale.ROOT),
                PASSWORD.matcher(subscription.endpoint()).replaceFirst("$1****@"),
                new ResourceKey(account.scope(), ResourceKind.TOPIC, subscription.topicName()).arn());
    }

    /** The same with something else in place of the ARN. */
    public SubscriptionOutput named(String name) {
        return new SubscriptionOutput(name, owner, protocol, endpoint, topicArn);
    }
}
