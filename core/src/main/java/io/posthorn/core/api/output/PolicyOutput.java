package io.posthorn.core.api.output;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ManagedPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A managed policy, without its document. */
public record PolicyOutput(
        String policyName,
        @Nullable String policyId,
        String arn,
        String path,
        String defaultVersionId,
        long attachmentCount,
        boolean isAttachable,
        String description,
        @Nullable Instant createDate,
        @Nullable Instant updateDate) {

    /** One of the account's own. */
    public static PolicyOutput of(AccountResources account, ManagedPolicy policy, long attachments) {
        return new PolicyOutput(
                policy.name(),
                policy.uniqueId(),
                account.arnOf(policy),
                "/",
                versionId(policy),
                attachments,
                true,
                policy.description(),
                policy.createdAt(),
                policy.updatedAt());
    }

    /** One that every account has. */
    public static PolicyOutput builtIn(String name, String arn, long attachments) {
        return new PolicyOutput(name, null, arn, "/", "v1", attachments, true, "", null, null);
    }

    /** What the version of a policy is called. */
    public static String versionId(ManagedPolicy policy) {
        return "v" + policy.version();
    }
}
