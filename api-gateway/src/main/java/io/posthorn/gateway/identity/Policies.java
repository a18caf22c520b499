package io.posthorn.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posthorn.core.policy.ManagedPolicies;
import io.posthorn.core.policy.Permissions;
import io.posthorn.core.policy.Policy;
import io.posthorn.core.policy.PolicyKind;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Grants;
import io.posthorn.core.resource.ManagedPolicy;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The policies that have a say about what somebody does, as they stand now. A document is read once. */
public final class Policies {
    /** Some kilobytes each. */
    private static final int MOST_KEPT = 10_000;

    private static final Cache<String, Policy> COMPILED =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    private final Function<Scope, AccountResources> resources;

    public Policies(Function<Scope, AccountResources> resources) {
        this.resources = resources;
    }

    /** A policy of an identity, ready to be asked. */
    static Policy compiled(String document) {
        return COMPILED.get(document, Policies::read);
    }

    /** Documents are checked before they are kept; one that is not well formed all the same denies everything. */
    private static Policy read(String document) {
        return switch (Policy.read(document, PolicyKind.IDENTITY)) {
            case Policy.Reading.Read(var policy) -> policy;
            case Policy.Reading.Malformed ignored -> Policy.denyingEverything();
        };
    }

    /** What somebody may do; empty for the account itself, which may do everything. */
    public Optional<Permissions> of(Principal principal) {
        var account = resources.apply(Scope.ofIdentities(principal.account()));
        return switch (principal) {
            case Principal.Root ignored -> Optional.empty();
            case Principal.User known ->
                Optional.of(account.find(ResourceKind.USER, known.name())
                        .filter(user -> user.uniqueId().equals(known.uniqueId()))
                        .map(user -> permissions(account, user.grants(), user.groups(), List.of()))
                        .orElseGet(() -> new Permissions(List.of(), null, List.of())));
            case Principal.Session session ->
                Optional.of(account.find(ResourceKind.ROLE, session.role())
                        .filter(role -> role.uniqueId().equals(session.roleId()))
                        .map(role -> permissions(account, role.grants(), List.of(), session.limits()))
                        .orElseGet(() -> new Permissions(List.of(), null, List.of())));
        };
    }

    /** The tags of somebody; those of a session stand before those of its role. */
    public Optional<String> tag(Principal principal, String lowerCaseKey) {
        var account = resources.apply(Scope.ofIdentities(principal.account()));
        return switch (principal) {
            case Principal.Root ignored -> Optional.empty();
            case Principal.User user ->
                account.find(ResourceKind.USER, user.name()).map(User::tags).flatMap(tags -> value(tags, lowerCaseKey));
            case Principal.Session session ->
                session.tags().entrySet().stream()
                        .filter(tag -> tag.getKey().equalsIgnoreCase(lowerCaseKey))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .or(() -> account.find(ResourceKind.ROLE, session.role())
                                .flatMap(role -> value(role.tags(), lowerCaseKey)));
        };
    }

    private static Optional<String> value(List<Tag> tags, String lowerCaseKey) {
        return tags.stream()
                .filter(tag -> tag.key().equalsIgnoreCase(lowerCaseKey))
                .map(Tag::value)
                .findFirst();
    }

    private static Permissions permissions(
            AccountResources account, Grants own, List<String> groups, List<Policy> session) {
        var identity = new ArrayList<Policy>();
        add(account, own, identity);
        for (var name : groups) {
            account.find(ResourceKind.GROUP, name).ifPresent(group -> add(account, group.grants(), identity));
        }
        var boundary = own.boundary();
        return new Permissions(
                identity,
                boundary == null
                        ? null
                        : document(account, boundary).map(Policies::compiled).orElseGet(Policy::denyingEverything),
                session);
    }

    private static void add(AccountResources account, Grants grants, List<Policy> policies) {
        grants.inline().values().forEach(document -> policies.add(compiled(document)));
        for (var arn : grants.attached()) {
            document(account, arn).ifPresent(document -> policies.add(compiled(document)));
        }
    }

    /** The document of a managed policy: one that every account has, or one of the account's own. */
    public static Optional<String> document(AccountResources account, String arn) {
        return ManagedPolicies.document(arn)
                .or(() -> account.findNamed(ResourceKind.POLICY, arn).map(ManagedPolicy::document));
    }
}
