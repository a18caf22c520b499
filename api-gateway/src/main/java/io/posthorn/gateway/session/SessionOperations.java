package io.posthorn.gateway.session;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.policy.AccessDecision;
import io.posthorn.core.policy.AccessDecision.Denied;
import io.posthorn.core.policy.AccessDecision.Source;
import io.posthorn.core.policy.AccessRequest;
import io.posthorn.core.policy.Policy;
import io.posthorn.core.policy.PolicyKind;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Role;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.authorisation.Authorisation;
import io.posthorn.gateway.identity.Policies;
import io.posthorn.gateway.identity.Sessions;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes on roles. Who may is decided here and not beforehand: the role has a say, and it may be one of another account.
 */
public final class SessionOperations {
    private static final String ASSUME = "sts:AssumeRole";
    private static final String TAG = "sts:TagSession";
    private static final String POLICY = "Policy";
    private static final Pattern ROLE_ARN = Pattern.compile("arn:aws:iam::([0-9]{12}):role/([^/]+)");
    private static final Duration USUAL = Duration.ofHours(1);

    /** Of a session that was begun within a session. */
    private static final Duration LONGEST_OF_SESSIONS = Duration.ofHours(1);

    private final Function<Scope, AccountResources> resources;
    private final Policies policies;
    private final Authorisation authorisation;
    private final Sessions sessions;
    private final Clock clock;

    public SessionOperations(
            Function<Scope, AccountResources> resources,
            Policies policies,
            Authorisation authorisation,
            Sessions sessions,
            Clock clock) {
        this.resources = resources;
        this.policies = policies;
        this.authorisation = authorisation;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** All of them. */
    public List<OfferedOperation> offered() {
        return List.of(
                new OfferedOperation("AssumeRole", this::assume),
                new OfferedOperation("GetCallerIdentity", SessionOperations::caller));
    }

    private record CallerIdentity(String userId, String account, String arn) {}

    private static Answer caller(Call call) {
        var principal = call.from().principal();
        return done(
                call,
                new CallerIdentity(principal.uniqueId(), principal.account().value(), principal.arn()));
    }

    private static Answer done(Call call, Object output) {
        return new Answer.Done(
                WireJson.answer(call.operation().output(), output).toString());
    }

    /** Which role a request is for. */
    private record Wanted(AccountId account, String name, String arn) {
        static Wanted of(Call call) {
            var named = call.input().required("RoleArn").stringValue();
            var match = ROLE_ARN.matcher(named);
            if (match.matches()) {
                return new Wanted(new AccountId(match.group(1)), match.group(2), named);
            }
            var own = call.caller().account();
            return named.startsWith("arn:")
                    ? new Wanted(own, "", named)
                    : new Wanted(own, named, ResourceKind.ROLE.arnPrefix(Scope.ofIdentities(own)) + named);
        }
    }

    private Answer assume(Call call) {
        var wanted = Wanted.of(call);
        var identities = resources.apply(Scope.ofIdentities(wanted.account()));
        var role = identities.find(ResourceKind.ROLE, wanted.name()).orElse(null);
        var actions = call.input().path("Tags").isEmpty() ? List.of(ASSUME) : List.of(ASSUME, TAG);
        for (var action : actions) {
            var denied = denied(call, action, wanted, role);
            if (denied.isPresent()) {
                return new Answer.Refused(
                        Authorisation.denied(call.from().principal(), action, wanted.arn(), denied.get()));
            }
        }
        return role == null ? new Answer.Refused(new ApiError.InternalServer()) : begin(call, wanted, role, identities);
    }

    /** What stands against it. A role that is not there trusts nobody, and nobody learns that it is not there. */
    private Optional<Denied> denied(Call call, String action, Wanted wanted, @Nullable Role role) {
        var principal = call.from().principal();
        var request = new AccessRequest(action, wanted.arn(), authorisation.factsAbout(call, wanted.arn()));
        var own = policies.of(principal)
                .map(permissions -> permissions.decide(request))
                .orElseGet(AccessDecision.Allowed::new);
        if (own instanceof Denied(var by, var explicit) && explicit) {
            return Optional.of(new Denied(by, true));
        }
        var trust = role == null ? Policy.Trust.NONE : trust(role, request, principal);
        var sameAccount = principal.account().equals(wanted.account());
        return switch (trust) {
            case NONE -> Optional.of(new Denied(Source.TRUST, false));
            case DENIED -> Optional.of(new Denied(Source.TRUST, true));
            case CALLER ->
                sameAccount
                        ? Optional.empty()
                        : Optional.of(own).filter(Denied.class::isInstance).map(Denied.class::cast);
            case ACCOUNT -> Optional.of(own).filter(Denied.class::isInstance).map(Denied.class::cast);
        };
    }

    private static Policy.Trust trust(Role role, AccessRequest request, Principal principal) {
        return Policy.read(role.trustPolicy(), PolicyKind.TRUST) instanceof Policy.Reading.Read(var policy)
                ? policy.trust(request, principal)
                : Policy.Trust.NONE;
    }

    private record Assumed(Credentials credentials, AssumedRoleUser assumedRoleUser, long packedPolicySize) {}

    private record Credentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
        @Override
        public String toString() {
            return "Credentials[accessKeyId=" + accessKeyId + "]";
        }
    }

    private record AssumedRoleUser(String assumedRoleId, String arn) {}

    private Answer begin(Call call, Wanted wanted, Role role, AccountResources identities) {
        var input = call.input();
        var longest =
                call.from().principal() instanceof Principal.Session ? LONGEST_OF_SESSIONS : role.longestSession();
        var lasts = Duration.ofSeconds(input.path("DurationSeconds").asLong(USUAL.toSeconds()));
        if (lasts.compareTo(longest) > 0) {
            return invalid(
                    "DurationSeconds", "must not exceed the " + longest.toSeconds() + " seconds of this session");
        }
        var limits = new ArrayList<String>();
        for (var reference : input.path("PolicyArns")) {
            var document = Policies.document(identities, reference.path("arn").asString(""));
            if (document.isEmpty()) {
                return invalid("PolicyArns", "names a policy that is not there");
            }
            limits.add(document.get());
        }
        if (input.has(POLICY)) {
            var document = input.path(POLICY).stringValue();
            if (Policy.read(document, PolicyKind.IDENTITY) instanceof Policy.Reading.Malformed(var faults)) {
                return new Answer.Refused(new ApiError.Validation(
                        ValidationReason.INVALID_PARAMETER,
                        faults.stream()
                                .map(fault -> new ApiError.Field(
                                        fault.field().isEmpty() ? POLICY : POLICY + "." + fault.field(),
                                        fault.message()))
                                .toList(),
                        ""));
            }
            limits.add(document);
        }
        var name = input.required("RoleSessionName").stringValue();
        var expires = clock.instant().plus(lasts);
        return sessions.begin(wanted.account(), role, name, expires, limits, tags(input.path("Tags")))
                .map(issued -> done(
                        call,
                        new Assumed(
                                new Credentials(issued.accessKeyId(), issued.secret(), issued.token(), expires),
                                new AssumedRoleUser(
                                        issued.principal().uniqueId(),
                                        issued.principal().arn()),
                                0)))
                .orElseGet(() -> new Answer.Refused(new ApiError.InternalServer()));
    }

    private static Map<String, String> tags(JsonNode given) {
        var tags = new HashMap<String, String>();
        given.forEach(
                tag -> tags.put(tag.path("Key").asString(""), tag.path("Value").asString("")));
        return tags;
    }

    private static Answer invalid(String member, String message) {
        return new Answer.Refused(new ApiError.Validation(
                ValidationReason.INVALID_PARAMETER, List.of(new ApiError.Field(member, message)), ""));
    }
}
