package io.posthorn.gateway.query;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.SigningKey;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.topic.TopicArn;
import io.posthorn.gateway.operation.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the links in messages lead to. Their visitors are not known; what they may do is worth no more than the secret
 * in the link, and nobody else is asked before there is reason to.
 */
public final class SubscriberLinks {
    static final String LEAVE = "Unsubscribe";

    private static final String CONFIRM = "ConfirmSubscription";
    private static final String TOPIC = "TopicArn";
    private static final String SUBSCRIPTION = "SubscriptionArn";
    private static final Pattern CERTIFICATE = Pattern.compile("/SimpleNotificationService-([0-9a-f]{32})\\.pem");

    private final Function<Scope, AccountResources> resources;
    private final OperatorDirectory directory;
    private final Commands commands;

    public SubscriberLinks(
            Function<Scope, AccountResources> resources, OperatorDirectory directory, Commands commands) {
        this.resources = resources;
        this.directory = directory;
        this.commands = commands;
    }

    /** Has the owner of the resources carry out an operation in an account and region. */
    @FunctionalInterface
    public interface Commands {
        Answer ask(Scope scope, String operation, ObjectNode input);
    }

    /** The certificate at a path; empty where there is none. */
    Optional<String> certificate(String path) {
        var match = CERTIFICATE.matcher(path);
        return match.matches()
                ? directory.find(OperatorKind.SIGNING_KEY, match.group(1)).map(SigningKey::certificate)
                : Optional.empty();
    }

    /** Whether an operation has links. */
    boolean mayVisit(String operation) {
        return Set.of(CONFIRM, LEAVE).contains(operation);
    }

    /** Where the topic or subscription of a link lives; empty where there is none of that name. */
    Optional<Scope> scope(Map<String, String> parameters) {
        var topic = parameters.getOrDefault(TOPIC, "");
        var subscription = parameters.getOrDefault(SUBSCRIPTION, "");
        return TopicArn.parse(topic.isEmpty() ? subscription : topic)
                .map(TopicArn::scope)
                .filter(scope -> topic.isEmpty()
                        ? resources
                                .apply(scope)
                                .findNamed(ResourceKind.SUBSCRIPTION, subscription)
                                .isPresent()
                        : resources
                                .apply(scope)
                                .findNamed(ResourceKind.TOPIC, topic)
                                .isPresent());
    }

    /** The answer to a link that leads nowhere. */
    Answer unknown() {
        return new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.SUBSCRIPTION, "of this link"));
    }

    /** Ends a subscription. */
    Answer leave(Scope scope, Map<String, String> parameters) {
        return commands.ask(
                scope,
                "UnsubscribeByLink",
                JsonMapper.shared().createObjectNode().put(SUBSCRIPTION, parameters.getOrDefault(SUBSCRIPTION, "")));
    }
}
