package io.posthorn.registration.topic;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Changes one attribute of a topic. */
public record SetTopicAttributes(
        String topicArn, String attributeName, @Nullable String attributeValue) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.TOPIC,
                topicArn,
                topic -> Attributes.one(
                        attributeName,
                        attributeValue,
                        TopicSettings.of(topic),
                        TopicSettings::with,
                        settings -> settings,
                        settings -> Decision.changed(
                                new Nothing(), new Change.Put(settings.topic(topic.name(), topic.createdAt())))));
    }
}
