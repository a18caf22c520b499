package io.posthorn.gateway.read;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.GroupOutput;
import io.posthorn.core.api.output.PolicyOutput;
import io.posthorn.core.api.output.RoleOutput;
import io.posthorn.core.api.output.UserKeyOutput;
import io.posthorn.core.api.output.UserOutput;
import io.posthorn.core.policy.ManagedPolicies;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Identity;
import io.posthorn.core.resource.ManagedPolicy;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.identity.OwnName;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.gateway.operation.OperationHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The operations that only look at identities and policies. All there is comes on one page. */
public final class IdentityReads {
    private static final String USER_NAME = "UserName";
    private static final String GROUP_NAME = "GroupName";
    private static final String ROLE_NAME = "RoleName";
    private static final String POLICY_ARN = "PolicyArn";
    private static final String POLICY_NAME = "PolicyName";
    private static final String ONLY_VERSION = "v1";

    /** Whose callers need not name themselves. */
    private static final Set<String> OF_THE_CALLER = Set.of("GetUser", "ListAccessKeys");

    private final Function<Scope, AccountResources> resources;

    public IdentityReads(Function<Scope, AccountResources> resources) {
        this.resources = resources;
    }

    /** All of them. */
    public List<OfferedOperation> offered() {
        Map<String, Read> reads = new LinkedHashMap<>();
        reads.put(
                "GetUser",
                (operation, account, input) ->
                        Map.of("User", UserOutput.of(account, named(account, input, ResourceKind.USER))));
        reads.put(
                "ListUsers",
                (operation, account, input) ->
                        all("Users", account.all(ResourceKind.USER).map(user -> UserOutput.of(account, user))));
        reads.put("ListAccessKeys", IdentityReads::keys);
        reads.put("GetGroup", IdentityReads::group);
        reads.put(
                "ListGroups",
                (operation, account, input) ->
                        all("Groups", account.all(ResourceKind.GROUP).map(group -> GroupOutput.of(account, group))));
        reads.put("ListGroupsForUser", IdentityReads::groupsOfUser);
        reads.put(
                "GetRole",
                (operation, account, input) ->
                        Map.of("Role", RoleOutput.of(account, named(account, input, ResourceKind.ROLE))));
        reads.put(
                "ListRoles",
                (operation, account, input) ->
                        all("Roles", account.all(ResourceKind.ROLE).map(role -> RoleOutput.of(account, role))));
        reads.put("GetPolicy", IdentityReads::policy);
        reads.put("GetPolicyVersion", IdentityReads::document);
        reads.put("ListPolicies", IdentityReads::policies);
        for (var kind : List.of(ResourceKind.USER, ResourceKind.GROUP, ResourceKind.ROLE)) {
            var type = kind.type().getSimpleName();
            reads.put(
                    "ListAttached" + type + "Policies",
                    (operation, account, input) -> attached(named(account, input, kind)));
            reads.put(
                    "List" + type + "Policies",
                    (operation, account, input) ->
                            all("PolicyNames", named(account, input, kind).grants().inline().keySet().stream()));
            reads.put(
                    "Get" + type + "Policy",
                    (operation, account, input) ->
                            inline(named(account, input, kind), type, Question.text(input, POLICY_NAME)));
        }
        var offered = new ArrayList<OfferedOperation>();
        reads.forEach((name, read) -> {
            OperationHandler handler = call -> Reads.answer(
                    read, resources.apply(Scope.ofIdentities(call.caller().account())), call);
            offered.add(new OfferedOperation(name, OF_THE_CALLER.contains(name) ? OwnName.filledIn(handler) : handler));
        });
        return offered;
    }

    private static Map<String, Object> all(String list, Stream<?> elements) {
        return Map.of(list, elements.toList(), "IsTruncated", false);
    }

    private static <I extends Identity> I named(AccountResources account, ObjectNode input, ResourceKind<I> kind)
            throws RefusedException {
        if (kind.equals(ResourceKind.USER)) {
            return Describe.named(account, kind, ResourceType.USER, Question.text(input, USER_NAME));
        }
        return kind.equals(ResourceKind.GROUP)
                ? Describe.named(account, kind, ResourceType.GROUP, Question.text(input, GROUP_NAME))
                : Describe.named(account, kind, ResourceType.ROLE, Question.text(input, ROLE_NAME));
    }

    private static Object keys(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var user = named(account, input, ResourceKind.USER);
        return all(
                "AccessKeyMetadata",
                account.all(ResourceKind.USER_KEY)
                        .filter(key -> key.userName().equals(user.name()))
                        .map(UserKeyOutput::of));
    }

    private static Object group(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var group = named(account, input, ResourceKind.GROUP);
        var answer = new LinkedHashMap<>(all(
                "Users",
                account.all(ResourceKind.USER)
                        .filter(user -> user.groups().contains(group.name()))
                        .map(user -> UserOutput.of(account, user))));
        answer.put("Group", GroupOutput.of(account, group));
        return answer;
    }

    private static Object groupsOfUser(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        return all(
                "Groups",
                named(account, input, ResourceKind.USER).groups().stream()
                        .flatMap(name -> account.find(ResourceKind.GROUP, name).stream())
                        .map(group -> GroupOutput.of(account, group)));
    }

    private record Attached(String policyName, String policyArn) {}

    private static Object attached(Identity identity) {
        return all(
                "AttachedPolicies",
                identity.grants().attached().stream()
                        .map(arn -> new Attached(arn.substring(arn.indexOf('/') + 1), arn)));
    }

    private static Object inline(Identity identity, String type, String policy) throws RefusedException {
        var document = identity.grants().inline().get(policy);
        if (document == null) {
            throw new RefusedException(new ApiError.ResourceNotFound(ResourceType.POLICY, policy));
        }
        return Map.of(type + "Name", identity.name(), POLICY_NAME, policy, "PolicyDocument", document);
    }

    private static Object policy(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var named = Question.text(input, POLICY_ARN);
        if (ManagedPolicies.document(named).isPresent()) {
            return Map.of(
                    "Policy",
                    PolicyOutput.builtIn(
                            named.substring(ManagedPolicies.ARN_PREFIX.length()), named, attachments(account, named)));
        }
        var policy = Describe.named(account, ResourceKind.POLICY, ResourceType.POLICY, named);
        return Map.of("Policy", PolicyOutput.of(account, policy, attachments(account, account.arnOf(policy))));
    }

    private record Version(
            String document,
            String versionId,
            boolean isDefaultVersion,
            @Nullable Instant createDate) {}

    private static Object document(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var named = Question.text(input, POLICY_ARN);
        var asked = Question.text(input, "VersionId");
        var builtIn = ManagedPolicies.document(named).orElse(null);
        Version version;
        if (builtIn == null) {
            var policy = Describe.named(account, ResourceKind.POLICY, ResourceType.POLICY, named);
            version = new Version(policy.document(), PolicyOutput.versionId(policy), true, policy.updatedAt());
        } else {
            version = new Version(builtIn, ONLY_VERSION, true, null);
        }
        if (!version.versionId().equals(asked)) {
            throw new RefusedException(new ApiError.ResourceNotFound(ResourceType.POLICY, named + " " + asked));
        }
        return Map.of("PolicyVersion", version);
    }

    private static Object policies(Operation operation, AccountResources account, ObjectNode input) {
        var scope = input.path("Scope").asString("All");
        var onlyAttached = input.path("OnlyAttached").asBoolean(false);
        var builtIn = scope.equals("Local") ? Stream.<PolicyOutput>empty() : builtIn(account);
        var own = scope.equals("AWS") ? Stream.<ManagedPolicy>empty() : account.all(ResourceKind.POLICY);
        return all(
                "Policies",
                Stream.concat(
                                own.map(policy ->
                                        PolicyOutput.of(account, policy, attachments(account, account.arnOf(policy)))),
                                builtIn)
                        .filter(policy -> !onlyAttached || policy.attachmentCount() > 0));
    }

    private static Stream<PolicyOutput> builtIn(AccountResources account) {
        return ManagedPolicies.all().keySet().stream().map(name -> {
            var arn = ManagedPolicies.ARN_PREFIX + name;
            return PolicyOutput.builtIn(name, arn, attachments(account, arn));
        });
    }

    private static long attachments(AccountResources account, String arn) {
        return Stream.of(ResourceKind.USER, ResourceKind.GROUP, ResourceKind.ROLE)
                .flatMap(account::all)
                .filter(identity -> identity.grants().attached().contains(arn))
                .count();
    }
}
