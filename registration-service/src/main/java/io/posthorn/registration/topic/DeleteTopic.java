package io.posthorn.registration.topic;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;
import java.util.ArrayList;
import java.util.List;

/** Deletes a topic with the subscriptions to it; one that is not there counts as deleted. */
public record DeleteTopic(String topicArn) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var changes = new ArrayList<Change>();
        account.findNamed(ResourceKind.TOPIC, topicArn).ifPresent(topic -> {
            Subscriptions.to(account, topic).map(Change.Remove::new).forEach(changes::add);
            changes.add(new Change.Remove(topic));
        });
        return new Decision.Changed(List.copyOf(changes), new Nothing());
    }
}
