package io.posthorn.core.policy;

import io.posthorn.core.policy.Policy.Trust;
import java.util.List;

/**
 * Whom a statement is about.
 *
 * @param names ARNs of users and roles, twelve digits or the ARN {@code …:root} of an account, or an asterisk; services
 *     and others that never call here are left out
 * @param others whether it is about everybody but those
 */
record Principals(List<String> names, boolean others) {
    /** Whoever the policy is attached to. */
    static final Principals HOLDER = new Principals(List.of("*"), false);

    private static final String ACCOUNT_PREFIX = "arn:aws:iam::";
    private static final String ROOT = ":root";

    Principals {
        names = List.copyOf(names);
    }

    Trust of(Principal caller) {
        var trust = Trust.NONE;
        for (var name : names) {
            if (caller.names().contains(name)) {
                trust = Trust.CALLER;
                break;
            }
            if (name.equals("*") || isAccount(name, caller.account().value())) {
                trust = Trust.ACCOUNT;
            }
        }
        if (others) {
            return trust == Trust.NONE ? Trust.ACCOUNT : Trust.NONE;
        }
        return trust;
    }

    private static boolean isAccount(String name, String account) {
        return name.equals(account) || name.equals(ACCOUNT_PREFIX + account + ROOT);
    }
}
