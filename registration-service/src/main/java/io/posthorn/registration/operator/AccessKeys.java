package io.posthorn.registration.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.operator.IssuedKey;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.output.AccessKeyOutput;
import java.util.Objects;
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
