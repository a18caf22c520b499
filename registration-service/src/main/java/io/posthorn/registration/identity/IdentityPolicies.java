package io.posthorn.registration.identity;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.policy.ManagedPolicies;
import io.posthorn.core.policy.Policy;
import io.posthorn.core.policy.PolicyKind;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Grants;
import io.posthorn.core.resource.Identity;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.Nothing;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The policies of users, groups and roles, which are the same for all of them. */
final class IdentityPolicies {
    /** The member that holds a document. */
    static final String DOCUMENT = "PolicyDocument";

    /** As at the service. */
    private static final int MOST_ATTACHED = 10;

    /** Of the service's, which counts characters. */
    private static final int MOST_INLINE = 10;

    private IdentityPolicies() {}

    static Decision attach(
            AccountResources account, ResourceKind<? extends Identity> kind, String name, String policy) {
        return given(
                account,
                kind,
                name,
                identity -> managed(account, policy, arn -> {
                    var grants = identity.grants();
                    if (grants.attached().contains(arn)) {
                        return Decision.changed(new Nothing());
                    }
                    return grants.attached().size() >= MOST_ATTACHED
                            ? Decision.quotaExceeded(QuotaReason.POLICIES_PER_IDENTITY)
                            : changed(identity, grants.attaching(arn));
                }));
    }

    static Decision detach(
            AccountResources account, ResourceKind<? extends Identity> kind, String name, String policy) {
        return given(
                account,
                kind,
                name,
                identity -> managed(
                        account,
                        policy,
                        arn -> identity.grants().attached().contains(arn)
                                ? changed(identity, identity.grants().detaching(arn))
                                : Decision.notFound(ResourceType.POLICY, policy)));
    }

    static Decision put(
            AccountResources account,
            ResourceKind<? extends Identity> kind,
            String name,
            String policy,
            String document) {
        return given(
                account,
                kind,
                name,
                identity -> checked(DOCUMENT, document, PolicyKind.IDENTITY, () -> {
                    var grants = identity.grants().saying(policy, document);
                    return grants.inline().size() > MOST_INLINE
                            ? Decision.quotaExceeded(QuotaReason.POLICIES_PER_IDENTITY)
                            : changed(identity, grants);
                }));
    }

    static Decision delete(
            AccountResources account, ResourceKind<? extends Identity> kind, String name, String policy) {
        return given(
                account,
                kind,
                name,
                identity -> identity.grants().inline().containsKey(policy)
                        ? changed(identity, identity.grants().saying(policy, null))
                        : Decision.notFound(ResourceType.POLICY, policy));
    }

    static Decision bound(AccountResources account, ResourceKind<? extends Identity> kind, String name, String policy) {
        return given(
                account,
                kind,
                name,
                identity -> bounded(account, identity.grants(), policy, grants -> changed(identity, grants)));
    }

    static Decision unbound(AccountResources account, ResourceKind<? extends Identity> kind, String name) {
        return given(
                account,
                kind,
                name,
                identity -> changed(identity, identity.grants().bounded(null)));
    }

    /** Goes on with a bound, which must be a managed policy that is there; without one where none is asked for. */
    static Decision bounded(
            AccountResources account, Grants grants, @Nullable String policy, Function<Grants, Decision> decide) {
        return policy == null
                ? decide.apply(grants)
                : managed(account, policy, arn -> decide.apply(grants.bounded(arn)));
    }

    /** Goes on where a document is well formed, or tells each of its faults. */
    static Decision checked(String member, String document, PolicyKind kind, Supplier<Decision> decide) {
        return switch (Policy.read(document, kind)) {
            case Policy.Reading.Read ignored -> decide.get();
            case Policy.Reading.Malformed(var faults) ->
                new Decision.Refused(new ApiError.Validation(
                        ValidationReason.INVALID_PARAMETER,
                        faults.stream()
                                .map(fault -> new ApiError.Field(
                                        fault.field().isEmpty() ? member : member + "." + fault.field(),
                                        fault.message()))
                                .toList(),
                        ""));
        };
    }

    /** Whether somebody has a managed policy, or is bounded by it. */
    static boolean isUsed(AccountResources account, String arn) {
        return Stream.of(ResourceKind.USER, ResourceKind.GROUP, ResourceKind.ROLE)
                .flatMap(account::all)
                .map(Identity::grants)
                .anyMatch(grants -> grants.attached().contains(arn) || arn.equals(grants.boundary()));
    }

    private static Decision given(
            AccountResources account,
            ResourceKind<? extends Identity> kind,
            String name,
            Function<Identity, Decision> decide) {
        return Decision.given(account, kind, name, decide::apply);
    }

    private static Decision managed(AccountResources account, String policy, Function<String, Decision> decide) {
        return ManagedPolicies.document(policy)
                .map(document -> policy)
                .or(() -> own(account, policy))
                .map(decide)
                .orElseGet(() -> Decision.notFound(ResourceType.POLICY, policy));
    }

    private static Optional<String> own(AccountResources account, String policy) {
        return account.findNamed(ResourceKind.POLICY, policy).map(account::arnOf);
    }

    private static Decision changed(Identity identity, Grants grants) {
        return Decision.changed(new Nothing(), new Change.Put(identity.granted(grants)));
    }
}
