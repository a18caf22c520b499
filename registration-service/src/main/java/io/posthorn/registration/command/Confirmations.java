package io.posthorn.registration.command;

import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Subscription;
import io.posthorn.platform.delivery.Deliveries;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;

/** Has the event-dispatcher ask endpoints for their confirmation. */
final class Confirmations {
    private static final String SUBSCRIBE = "Subscribe";
    private static final String UNSUBSCRIBE_BY_LINK = "UnsubscribeByLink";

    private Confirmations() {}

    /**
     * Asks the endpoints of those subscriptions that have got a new token.
     *
     * @param operation that made the changes
     */
    static void ask(String operation, Scope scope, List<Change> changes, Instant now, Outputs out) {
        var byLink = operation.equals(UNSUBSCRIBE_BY_LINK);
        if (!byLink && !operation.equals(SUBSCRIBE)) {
            return;
        }
        for (var change : changes) {
            if (change instanceof Change.Put(Subscription subscription)) {
                var confirmation = subscription.confirmation();
                if (confirmation != null) {
                    var type = byLink ? Deliveries.ENDED : Deliveries.CONFIRM;
                    var delivery = Deliveries.toSubscriber(scope, subscription, confirmation, type, now);
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
    }
}
