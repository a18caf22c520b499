package io.posthorn.registration.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.operator.IssuedKey;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.output.AccessKeyOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the operator does with access keys. */
final class AccessKeys {
    private AccessKeys() {}

    record StoreAccessKey(
            String accessKeyId,
            String accountId,
            String sealedSecret,
            @Nullable String description) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            if (state.find(OperatorKind.ACCOUNT, accountId).isEmpty()) {
                return OperatorDecision.notFound(ResourceType.ACCOUNT, accountId);
            }
            if (state.find(OperatorKind.ACCESS_KEY, accessKeyId).isPresent()) {
                return OperatorDecision.conflict(
                        ConflictReason.RESOURCE_ALREADY_EXISTS, ResourceType.ACCESS_KEY, accessKeyId);
            }
            var key = new IssuedKey(
                    accessKeyId,
                    sealedSecret,
                    new AccountId(accountId),
                    true,
                    Objects.requireNonNullElse(description, ""),
                    context.now());
            return OperatorDecision.put(key, AccessKeyOutput.of(key));
        }
    }

    record StoreAccessKeys(List<SealedKey> accessKeys) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            var changes = new ArrayList<OperatorDecision.Change>();
            var wrong = new ArrayList<ApiError.Field>();
            for (int i = 0; i < accessKeys.size(); i++) {
                var key = accessKeys.get(i);
                if (state.find(OperatorKind.ACCOUNT, key.accountId()).isEmpty()) {
                    wrong.add(new ApiError.Field("AccessKeys[" + i + "].AccountId", "is no account"));
                }
                changes.add(new OperatorDecision.Change.Put(
                        key.inPlaceOf(state.find(OperatorKind.ACCESS_KEY, key.accessKeyId()), context.now())));
            }
            return wrong.isEmpty()
                    ? new OperatorDecision.Changed(changes, new OperatorDecision.Written(changes.size()))
                    : OperatorDecision.invalid(wrong);
        }
    }

    /** A key whose secret is not told any more. */
    record SealedKey(
            String accessKeyId,
            String accountId,
            String sealedSecret,
            @Nullable String status,
            @Nullable String description) {
        IssuedKey inPlaceOf(Optional<IssuedKey> present, Instant now) {
            return new IssuedKey(
                    accessKeyId,
                    sealedSecret,
                    new AccountId(accountId),
                    status == null || status.equals(AccessKeyOutput.ACTIVE),
                    Objects.requireNonNullElse(description, ""),
                    present.map(IssuedKey::createdAt).orElse(now));
        }
    }

    record UpdateAccessKey(
            String accessKeyId,
            @Nullable String status,
            @Nullable String description) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            return given(state, accessKeyId, key -> {
                var changed = new IssuedKey(
                        key.id(),
                        key.secret(),
                        key.account(),
                        status == null ? key.active() : status.equals(AccessKeyOutput.ACTIVE),
                        Objects.requireNonNullElse(description, key.description()),
                        key.createdAt());
                return OperatorDecision.put(changed, AccessKeyOutput.of(changed));
            });
        }
    }

    record DeleteAccessKey(String accessKeyId) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            return given(state, accessKeyId, key -> OperatorDecision.remove(key, AccessKeyOutput.of(key)));
        }
    }

    private static OperatorDecision given(
            OperatorResources state, String id, Function<IssuedKey, OperatorDecision> decide) {
        return state.find(OperatorKind.ACCESS_KEY, id)
                .map(decide)
                .orElseGet(() -> OperatorDecision.notFound(ResourceType.ACCESS_KEY, id));
    }
}
