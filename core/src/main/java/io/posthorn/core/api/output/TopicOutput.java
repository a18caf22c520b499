package io.posthorn.core.api.output;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Topic;

/** A topic as lists of topics name it. */
public record TopicOutput(String topicArn) {

    public static TopicOutput of(AccountResources account, Topic topic) {
        return new TopicOutput(account.arnOf(topic));
    }
}
