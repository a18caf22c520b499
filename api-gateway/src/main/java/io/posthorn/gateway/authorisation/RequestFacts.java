package io.posthorn.gateway.authorisation;

import io.posthorn.core.policy.Principal;
import io.posthorn.core.policy.RequestContext;
import io.posthorn.core.resource.Tag;
import io.posthorn.gateway.identity.Policies;
import io.posthorn.gateway.operation.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What policies may ask about a request. Most of it nobody asks for, so it is looked up when somebody does. */
final class RequestFacts implements RequestContext {
    private static final String PRINCIPAL_TAG = "aws:principaltag/";
    private static final String RESOURCE_TAG = "aws:resourcetag/";
    private static final String REQUEST_TAG = "aws:requesttag/";

    private final Caller caller;
    private final ObjectNode input;
    private final Touched touched;
    private final Policies policies;
    private final Instant now;

    RequestFacts(Caller caller, ObjectNode input, Touched touched, Policies policies, Instant now) {
        this.caller = caller;
        this.input = input;
        this.touched = touched;
        this.policies = policies;
        this.now = now;
    }

    @Override
    public List<String> values(String key) {
        if (key.startsWith(RESOURCE_TAG)) {
            return tag(touched.tags(), key.substring(RESOURCE_TAG.length()));
        }
        if (key.startsWith(REQUEST_TAG)) {
            return requestTag(key.substring(REQUEST_TAG.length()));
        }
        if (key.startsWith(PRINCIPAL_TAG)) {
            return list(policies.tag(caller.principal(), key.substring(PRINCIPAL_TAG.length())));
        }
        var principal = caller.principal();
        return switch (key) {
            case "aws:username" -> principal instanceof Principal.User user ? List.of(user.name()) : List.of();
            case "aws:userid" -> List.of(principal.uniqueId());
            case "aws:principalarn" ->
                List.of(principal instanceof Principal.Session session ? session.roleArn() : principal.arn());
            case "aws:principalaccount" -> List.of(principal.account().value());
            case "aws:principaltype" -> List.of(type(principal));
            case "aws:requestedregion" -> List.of(caller.scope().region());
            case "aws:resourceaccount", "aws:sourceaccount" ->
                List.of(caller.scope().account().value());
            case "aws:sourcearn" -> List.of(sourceArn());
            case "aws:sourceip" ->
                caller.origin().address().isEmpty()
                        ? List.of()
                        : List.of(caller.origin().address());
            case "aws:useragent" -> List.of(caller.origin().userAgent());
            case "aws:securetransport" -> List.of(String.valueOf(caller.origin().secure()));
            case "aws:viaawsservice" -> List.of("false");
            case "aws:currenttime" ->
                List.of(now.truncatedTo(ChronoUnit.SECONDS).toString());
            case "aws:epochtime" -> List.of(String.valueOf(now.getEpochSecond()));
            case "aws:tagkeys" -> tagKeys();
            case "sts:externalid" -> text("ExternalId");
            case "sts:rolesessionname" -> text("RoleSessionName");
            case "iam:policyarn" -> text("PolicyArn");
            case "iam:permissionsboundary" -> text("PermissionsBoundary");
            default -> List.of();
        };
    }

    private static String type(Principal principal) {
        return switch (principal) {
            case Principal.Root ignored -> "Account";
            case Principal.User ignored -> "User";
            case Principal.Session ignored -> "AssumedRole";
        };
    }

    /** Nobody calls on behalf of another here, so that the source of a request is what it is about. */
    private String sourceArn() {
        return touched.arn().startsWith("arn:")
                ? touched.arn()
                : "arn:aws:sms-voice:" + caller.scope().region() + ":"
                        + caller.scope().account() + ":" + touched.arn();
    }

    private List<String> text(String member) {
        return list(input.path(member).stringValueOpt());
    }

    private List<String> requestTag(String lowerCaseKey) {
        for (var tag : input.path("Tags")) {
            if (tag.path("Key").asString("").equalsIgnoreCase(lowerCaseKey)) {
                return List.of(tag.path("Value").asString(""));
            }
        }
        return List.of();
    }

    private List<String> tagKeys() {
        var keys = input.path("TagKeys").isArray()
                ? input.path("TagKeys").valueStream().map(key -> key.asString(""))
                : input.path("Tags").valueStream().map(tag -> tag.path("Key").asString(""));
        return keys.toList();
    }

    private static List<String> tag(List<Tag> tags, String lowerCaseKey) {
        return list(tags.stream()
                .filter(tag -> tag.key().equalsIgnoreCase(lowerCaseKey))
                .map(Tag::value)
                .findFirst());
    }

    private static List<String> list(Optional<String> value) {
        return value.map(List::of).orElseGet(List::of);
    }
}
