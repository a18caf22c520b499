package io.posthorn.gateway.audit;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.Service;
import io.posthorn.core.policy.Actions;
import io.posthorn.core.policy.Principal;
import io.posthorn.gateway.operation.Answering.Outcome;
import io.posthorn.gateway.operation.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives calls the form of the service's audit log, without what nobody may find in a log. */
final class CallRecord {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String VERSION = "1.05";
    private static final int ACCOUNT_OF_ARN = 4;
    private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    /** A request or answer that is longer is left out: a record has to fit into Kafka. */
    private static final int LONGEST = 100_000;

    /** The same for what is one line of text. */
    private static final int LONGEST_TEXT = 1_024;

    /** Members with secrets, codes, contents of files and of messages, in lower case: callers misspell names. */
    private static final Set<String> SECRET = Set.of(
            "attachmentbody", "messagebody", "secret", "secretaccesskey", "sessiontoken", "token", "verificationcode");

    /** The address of a subscriber may have a password in it. */
    private static final Pattern PASSWORD = Pattern.compile("^(https?://[^/?#@]*:)[^/?#@]*@");

    private final Actions actions;

    CallRecord(Actions actions) {
        this.actions = actions;
    }

    /** Whose logs a call belongs into: the caller's, and that of the account whose role the caller has taken on. */
    static Set<AccountId> recipients(Operation operation, Caller caller, Outcome outcome) {
        var recipients = new LinkedHashSet<>(Set.of(caller.scope().account()));
        if (operation.name().equals("AssumeRole") && outcome instanceof Outcome.Done(String json)) {
            var arn = JSON.readTree(json)
                    .required("AssumedRoleUser")
                    .required("Arn")
                    .stringValue();
            recipients.add(new AccountId(arn.split(":", -1)[ACCOUNT_OF_ARN]));
        }
        return recipients;
    }

    /**
     * The record of a call, as one line of JSON.
     *
     * @param recipient whose log it is for
     */
    String of(
            Operation operation,
            Caller caller,
            ObjectNode input,
            Outcome outcome,
            String requestId,
            String eventId,
            Instant now,
            AccountId recipient) {
        var reads = operation.service() != null && operation.service().kind() == Service.Kind.READ;
        var call = JSON.createObjectNode().put("eventVersion", VERSION);
        identify(call.putObject("userIdentity"), caller);
        call.put("eventTime", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("eventSource", source(operation))
                .put("eventName", operation.name())
                .put("awsRegion", caller.scope().region())
                .put("sourceIPAddress", caller.origin().address())
                .put("userAgent", shortened(caller.origin().userAgent()));
        if (outcome instanceof Outcome.Refused(ErrorResponse error)) {
            call.put("errorCode", error.type())
                    .put(
                            "errorMessage",
                            shortened(
                                    JSON.readTree(error.body()).path("Message").asString("")));
        }
        call.set("requestParameters", input.isEmpty() ? JSON.nullNode() : shown(input.deepCopy()));
        call.set(
                "responseElements",
                outcome instanceof Outcome.Done(String json) && !reads ? shown(JSON.readTree(json)) : JSON.nullNode());
        return call.put("requestID", requestId)
                .put("eventID", eventId)
                .put("readOnly", reads)
                .put("eventType", "AwsApiCall")
                .put("recipientAccountId", recipient.value())
                .toString();
    }

    private String source(Operation operation) {
        var action = actions.of(operation.name())
                .orElseThrow(() -> new IllegalStateException("no action is known for operation " + operation.name()))
                .action();
        return action.substring(0, action.indexOf(':')) + ".amazonaws.com";
    }

    private static void identify(ObjectNode identity, Caller caller) {
        if (caller.accessKeyId().isEmpty()) {
            identity.put("type", "AWSAccount").put("principalId", "").put("accountId", "ANONYMOUS_PRINCIPAL");
            return;
        }
        var principal = caller.principal();
        identity.put("type", type(principal))
                .put("principalId", principal.uniqueId())
                .put("arn", principal.arn())
                .put("accountId", principal.account().value())
                .put("accessKeyId", caller.accessKeyId());
        if (principal instanceof Principal.User user) {
            identity.put("userName", user.name());
        } else if (principal instanceof Principal.Session session) {
            identity.putObject("sessionContext")
                    .putObject("sessionIssuer")
                    .put("type", "Role")
                    .put("principalId", session.roleId())
                    .put("arn", session.roleArn())
                    .put("accountId", session.account().value())
                    .put("userName", session.role());
        }
    }

    private static String type(Principal principal) {
        return switch (principal) {
            case Principal.Root ignored -> "Root";
            case Principal.User ignored -> "IAMUser";
            case Principal.Session ignored -> "AssumedRole";
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static JsonNode shown(JsonNode content) {
        hide(content);
        return content.toString().length() <= LONGEST
                ? content
                : JSON.createObjectNode().put("omitted", true);
    }

    private static void hide(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (SECRET.contains(member.getKey().toLowerCase(Locale.ROOT))) {
                    member.setValue(JSON.getNodeFactory().stringNode(HIDDEN));
                } else if (member.getValue().isString()) {
                    member.setValue(JSON.getNodeFactory()
                            .stringNode(withoutPassword(member.getValue().stringValue())));
                } else {
                    hide(member.getValue());
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(CallRecord::hide);
        }
    }

    private static String withoutPassword(String text) {
        return text.startsWith("http") ? PASSWORD.matcher(text).replaceFirst("$1****@") : text;
    }
}
