package io.posthorn.gateway.read;

import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.SubscriptionOutput;
import io.posthorn.core.api.output.TopicOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Topic;
import io.posthorn.gateway.operation.OfferedOperation;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The operations that only look at topics and subscriptions. */
public final class TopicReads {
    private static final String ATTRIBUTES = "Attributes";

    private final Function<Scope, AccountResources> resources;
    private final Clock clock;

    public TopicReads(Function<Scope, AccountResources> resources, Clock clock) {
        this.resources = resources;
        this.clock = clock;
    }

    /** All of them. */
    public List<OfferedOperation> offered() {
        return Map.<String, Read>of(
                        "GetTopicAttributes", this::topic,
                        "ListTopics", this::topics,
                        "GetSubscriptionAttributes", this::subscription,
                        "ListSubscriptions", this::subscriptions,
                        "ListSubscriptionsByTopic", this::subscriptionsOfTopic)
                .entrySet()
                .stream()
                .map(read -> new OfferedOperation(
                        read.getKey(), call -> Reads.answer(read.getValue(), resources.apply(call.caller()), call)))
                .toList();
    }

    private Object topics(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var question = Question.of(operation, account.scope(), input);
        return Describe.page(
                "Topics",
                question.page(account.after(ResourceKind.TOPIC, question.after()), Resource::id),
                topic -> TopicOutput.of(account, topic),
                Map.of());
    }

    private Object topic(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var topic = named(account, input);
        var confirmed = of(topic, account).filter(Subscription::isConfirmed).count();
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("TopicArn", account.arnOf(topic));
        attributes.put("Owner", account.scope().account().value());
        attributes.put("DisplayName", topic.displayName());
        attributes.put("SignatureVersion", String.valueOf(topic.signatureVersion()));
        put(attributes, "DeliveryPolicy", topic.deliveryPolicy());
        attributes.put("SubscriptionsConfirmed", String.valueOf(confirmed));
        attributes.put("SubscriptionsPending", String.valueOf(of(topic, account).count() - confirmed));
        attributes.put("SubscriptionsDeleted", "0");
        return Map.of(ATTRIBUTES, attributes);
    }

    private Object subscription(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var found = Describe.named(
                account, ResourceKind.SUBSCRIPTION, ResourceType.SUBSCRIPTION, Question.text(input, "SubscriptionArn"));
        var output = SubscriptionOutput.of(account, found);
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("SubscriptionArn", output.subscriptionArn());
        attributes.put("TopicArn", output.topicArn());
        attributes.put("Owner", output.owner());
        attributes.put("Protocol", output.protocol());
        attributes.put("Endpoint", output.endpoint());
        attributes.put("PendingConfirmation", String.valueOf(!found.isConfirmed()));
        attributes.put("ConfirmationWasAuthenticated", String.valueOf(found.authenticated()));
        attributes.put("RawMessageDelivery", String.valueOf(found.raw()));
        put(attributes, "FilterPolicy", found.filterPolicy());
        if (found.filterPolicy() != null) {
            attributes.put("FilterPolicyScope", found.filterPolicyScope().wireName());
        }
        put(attributes, "DeliveryPolicy", found.deliveryPolicy());
        return Map.of(ATTRIBUTES, attributes);
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    private Object subscriptions(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var question = Question.of(operation, account.scope(), input);
        return page(account, question, account.after(ResourceKind.SUBSCRIPTION, question.after()));
    }

    private Object subscriptionsOfTopic(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var topic = named(account, input);
        var question = Question.of(operation, account.scope(), input);
        return page(
                account, question, of(topic, account).filter(each -> each.id().compareTo(question.after()) > 0));
    }

    private Object page(AccountResources account, Question question, Stream<Subscription> candidates) {
        var now = clock.instant();
        return Describe.page(
                "Subscriptions",
                question.page(candidates.filter(each -> each.isThere(now)), Resource::id),
                each -> {
                    var output = SubscriptionOutput.of(account, each);
                    return each.isConfirmed() ? output : output.named("PendingConfirmation");
                },
                Map.of());
    }

    private Stream<Subscription> of(Topic topic, AccountResources account) {
        var now = clock.instant();
        return account.startingWith(ResourceKind.SUBSCRIPTION, Subscription.idPrefix(topic.name()))
                .filter(each -> each.isThere(now));
    }

    private static Topic named(AccountResources account, ObjectNode input) throws RefusedException {
        return Describe.named(account, ResourceKind.TOPIC, ResourceType.TOPIC, Question.text(input, "TopicArn"));
    }
}
