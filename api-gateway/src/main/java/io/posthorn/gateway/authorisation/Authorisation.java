package io.posthorn.gateway.authorisation;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.policy.AccessDecision;
import io.posthorn.core.policy.AccessRequest;
import io.posthorn.core.policy.Actions;
import io.posthorn.core.policy.Permissions;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.policy.RequestContext;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.identity.Policies;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Decides whether callers may do what they ask for. The account itself may do everything, at no cost. */
public final class Authorisation {
    private final Actions actions;
    private final Function<Scope, AccountResources> resources;
    private final Policies policies;
    private final Clock clock;

    public Authorisation(Actions actions, Function<Scope, AccountResources> resources, Policies policies, Clock clock) {
        this.actions = actions;
        this.resources = resources;
        this.policies = policies;
        this.clock = clock;
    }

    /** Why a caller may not do what it asks for; empty where it may. */
    public Optional<ApiError> refusal(Call call) {
        var caller = call.from();
        var permissions = policies.of(caller.principal());
        return permissions.isEmpty() ? Optional.empty() : refusal(call, permissions.get());
    }

    private Optional<ApiError> refusal(Call call, Permissions permissions) {
        var operation = call.operation().name();
        var rule = actions.of(operation)
                .orElseThrow(() -> new IllegalStateException("no action is known for operation " + operation));
        var touches = new TouchedResources(resources, call.from(), call.input());
        for (var target : rule.targets()) {
            for (var touched : touches.of(target)) {
                var context = facts(call.from(), call.input(), touched);
                if (permissions.decide(new AccessRequest(target.action(), touched.arn(), context))
                        instanceof AccessDecision.Denied denied) {
                    return Optional.of(denied(call.from().principal(), target.action(), touched.arn(), denied));
                }
            }
        }
        return Optional.empty();
    }

    private RequestContext facts(Caller caller, ObjectNode input, Touched touched) {
        return new RequestFacts(caller, input, touched, policies, clock.instant());
    }

    /** What policies may ask about a request for a resource that is not the caller's. */
    public RequestContext factsAbout(Call call, String arn) {
        return facts(call.from(), call.input(), new Touched(arn, List.of()));
    }

    /** The refusal, worded as the service does. */
    public static ApiError denied(Principal who, String action, String resource, AccessDecision.Denied why) {
        return new ApiError.AccessDenied(
                null,
                "User: " + who.arn() + " is not authorized to perform: " + action + " on resource: " + resource + " "
                        + why.reason(action));
    }
}
