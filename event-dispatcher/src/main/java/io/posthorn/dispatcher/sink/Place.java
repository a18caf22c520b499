package io.posthorn.dispatcher.sink;

import io.posthorn.core.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What has a queue of its own: a target, or one of several places behind it.
 *
 * @param account whose events these are; another account's target of the same ARN is another place
 * @param branch which of the places behind the target, such as a subscription; empty for the target itself; no spaces
 * @param iamRoleArn role by which the event destination lets us write there, where it has one
 */
public record Place(
        AccountId account,
        Target target,
        String branch,
        @Nullable String iamRoleArn) {

    /** The place that is the target itself. */
    public static Place of(AccountId account, Target target) {
        return new Place(account, target, "", null);
    }

    /** One of the places behind this target. */
    public Place branch(String name) {
        return new Place(account, target, name, iamRoleArn);
    }
}
