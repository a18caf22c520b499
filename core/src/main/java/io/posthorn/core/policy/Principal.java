package io.posthorn.core.policy;

import io.posthorn.core.AccountId;
import java.util.List;
import java.util.Map;

/** Who calls. */
public sealed interface Principal {

    AccountId account();

    /** What others call the caller, and errors. */
    String arn();

    /** What nobody else is called, even later. */
    String uniqueId();

    /** The ARNs by which a policy may name the caller. */
    default List<String> names() {
        return List.of(arn());
    }

    /** The account itself, which may do everything. */
    record Root(AccountId account) implements Principal {
        @Override
        public String arn() {
            return "arn:aws:iam::" + account + ":root";
        }

        @Override
        public String uniqueId() {
            return account.value();
        }
    }

    /**
     * A user of an account.
     *
     * @param uniqueId of the user, not of the key
     */
    record User(AccountId account, String name, String uniqueId) implements Principal {
        @Override
        public String arn() {
            return "arn:aws:iam::" + account + ":user/" + name;
        }
    }

    /**
     * Somebody who has taken on a role for a time.
     *
     * @param account of the role
     * @param roleId what no other role is called, even later
     * @param name what the caller calls the session
     * @param limits what the session may do at most; empty where nothing was settled
     * @param tags of the session, by their keys; they stand before those of the role
     */
    record Session(
            AccountId account, String role, String roleId, String name, List<Policy> limits, Map<String, String> tags)
            implements Principal {
        public Session {
            limits = List.copyOf(limits);
            tags = Map.copyOf(tags);
        }

        @Override
        public String arn() {
            return "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + name;
        }

        /** The ARN of the role. */
        public String roleArn() {
            return "arn:aws:iam::" + account + ":role/" + role;
        }

        @Override
        public String uniqueId() {
            return roleId + ":" + name;
        }

        @Override
        public List<String> names() {
            return List.of(arn(), roleArn());
        }
    }
}
