package io.posthorn.core.policy;

import java.util.Locale;

/** What somebody wants to do. */
public final class AccessRequest {
    private final String action;
    private final String lowerCaseAction;
    private final String alias;
    private final String resource;
    private final RequestContext context;

    /**
     * Puts the question.
     *
     * @param action service and operation, such as {@code sms-voice:SendTextMessage}
     * @param resource ARN of what it is done to; its last part is an asterisk where no one resource is meant
     */
    public AccessRequest(String action, String resource, RequestContext context) {
        this.action = action;
        this.resource = resource;
        this.context = context;
        lowerCaseAction = action.toLowerCase(Locale.ROOT);
        alias = Actions.alias(action).orElse(lowerCaseAction);
    }

    public String action() {
        return action;
    }

    public String resource() {
        return resource;
    }

    RequestContext context() {
        return context;
    }

    /** As policies are compared with it. */
    String lowerCaseAction() {
        return lowerCaseAction;
    }

    /** Another name of the action, or the same. */
    String alias() {
        return alias;
    }
}
