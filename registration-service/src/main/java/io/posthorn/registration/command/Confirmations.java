package io.posthorn.registration.command;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Subscription;
import io.posthorn.platform.delivery.Deliveries;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Has the event-dispatcher ask endpoints for their confirmation. */
final class Confirmations {
    private Confirmations() {}

    /**
     * An endpoint that has to confirm.
     *
     * @param type whether it is new or was told that it is no subscriber any more, as {@link Deliveries} says it
     */
    record Wanted(Subscription subscription, Subscription.Confirmation confirmation, String type) {}

    /**
     * Those that have got a new token.
     *
     * @param before the account without the changes
     */
    static List<Wanted> of(List<Change> changes, AccountResources before) {
        return changes.stream().flatMap(change -> wanted(change, before)).toList();
    }

    private static Stream<Wanted> wanted(Change change, AccountResources before) {
        if (!(change instanceof Change.Put(Subscription subscription))) {
            return Stream.empty();
        }
        var confirmation = subscription.confirmation();
        var known = before.find(ResourceKind.SUBSCRIPTION, subscription.id());
        if (confirmation == null || known.map(Subscription::confirmation).equals(Optional.of(confirmation))) {
            return Stream.empty();
        }
        var ended = known.filter(Subscription::isConfirmed).isPresent();
        return Stream.of(new Wanted(subscription, confirmation, ended ? Deliveries.ENDED : Deliveries.CONFIRM));
    }

    /** Asks them, once the changes are made. */
    static void ask(List<Wanted> all, Scope scope, Instant now, Outputs out) {
        for (var each : all) {
            var delivery = Deliveries.toSubscriber(scope, each.subscription(), each.confirmation(), each.type(), now);
            // The dispatcher has to know the subscription when it gets this.
            out.send(
                    Topics.EVENT_DELIVERIES,
                    Deliveries.key(delivery),
                    delivery,
                    Topics.RESOURCES,
                    position -> ResourceView.seen(position.offset() + 1));
        }
    }
}
