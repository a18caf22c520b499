package io.posthorn.core.policy;

import java.util.List;

/**
 * One statement of a policy.
 *
 * @param actions patterns in lower case
 * @param otherActions whether the statement is about all actions but those
 * @param resources empty in the policy of a role, which is about the role
 * @param otherResources whether the statement is about all resources but those
 */
record Statement(
        Effect effect,
        Principals principals,
        List<Glob> actions,
        boolean otherActions,
        List<Template> resources,
        boolean otherResources,
        List<Condition> conditions) {
    Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    boolean applies(AccessRequest request) {
        return isAboutAction(request) && isAboutResource(request) && conditionsHold(request.context());
    }

    private boolean isAboutAction(AccessRequest request) {
        for (var action : actions) {
            if (action.matches(request.lowerCaseAction()) || action.matches(request.alias())) {
                return !otherActions;
            }
        }
        return otherActions;
    }

    private boolean isAboutResource(AccessRequest request) {
        if (resources.isEmpty()) {
            return true;
        }
        for (var resource : resources) {
            var glob = resource.in(request.context());
            if (glob.isPresent() && glob.get().matches(request.resource())) {
                return !otherResources;
            }
        }
        return otherResources;
    }

    private boolean conditionsHold(RequestContext context) {
        for (var condition : conditions) {
            if (!condition.holds(context)) {
                return false;
            }
        }
        return true;
    }
}
