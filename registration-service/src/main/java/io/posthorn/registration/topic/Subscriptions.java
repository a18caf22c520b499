package io.posthorn.registration.topic;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Topic;
import io.posthorn.registration.command.IdSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** What several operations have to know of subscriptions. */
final class Subscriptions {
    /** How long an endpoint may take to confirm, as the API reference says. */
    static final Duration CONFIRMATION_TIME = Duration.ofDays(2);

    private static final int HALF = 16;

    private Subscriptions() {}

    /** Those to a topic, in the order of their ids. */
    static Stream<Subscription> to(AccountResources account, Topic topic) {
        return account.startingWith(ResourceKind.SUBSCRIPTION, Subscription.idPrefix(topic.name()));
    }

    /** A new token to confirm with. */
    static Subscription.Confirmation confirmation(IdSource ids, Instant now) {
        return new Subscription.Confirmation(ids.hex() + ids.hex(), now.plus(CONFIRMATION_TIME));
    }

    static String uuid(IdSource ids) {
        var hex = ids.hex();
        return new UUID(
                        Long.parseUnsignedLong(hex.substring(0, HALF), HALF),
                        Long.parseUnsignedLong(hex.substring(HALF), HALF))
                .toString();
    }
}
