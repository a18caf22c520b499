package io.posthorn.registration.topic;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.TopicOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates a topic; asked for again with the same attributes, it finds it. */
public record CreateTopic(String name, @Nullable Map<String, String> attributes) implements Request {
    /** The service allows 100,000; every one is in the memory of every instance here. */
    private static final long MOST_TOPICS = 1_000;

    private static final String FIFO = ".fifo";

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        if (name.endsWith(FIFO)) {
            return Decision.invalid(ValidationReason.INVALID_PARAMETER, "Name", "there are no FIFO topics");
        }
        return Attributes.all(
                attributes,
                TopicSettings.USUAL,
                TopicSettings::with,
                settings -> settings,
                settings -> decide(settings, account, context));
    }

    private Decision decide(TopicSettings settings, AccountResources account, DecisionContext context) {
        var known = account.find(ResourceKind.TOPIC, name);
        if (known.isPresent()) {
            var topic = known.get();
            return attributes == null || attributes.isEmpty() || settings.equals(TopicSettings.of(topic))
                    ? Decision.changed(TopicOutput.of(account, topic))
                    : Decision.invalid(
                            ValidationReason.INVALID_PARAMETER,
                            Attributes.MEMBER,
                            "are not those of the topic that has this name");
        }
        if (account.count(ResourceKind.TOPIC) >= MOST_TOPICS) {
            return Decision.quotaExceeded(QuotaReason.TOPICS_PER_ACCOUNT);
        }
        var topic = settings.topic(name, context.now());
        return Decision.changed(TopicOutput.of(account, topic), new Change.Put(topic));
    }
}
