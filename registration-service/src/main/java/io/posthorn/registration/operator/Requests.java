package io.posthorn.registration.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.operator.Account;
import io.posthorn.core.operator.AccountRequest;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.QuotaNames;
import io.posthorn.core.operator.output.AccountRequestOutput;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of the requests of accounts. */
final class Requests {
    private Requests() {}

    record CreateAccountRequest(
            String accountId,
            AccountRequest.Kind kind,
            @Nullable String subject,
            @Nullable String value,
            String useCase,
            @Nullable String clientToken)
            implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            var obstacle =
                    switch (kind) {
                        case PRODUCTION_ACCESS -> null;
                        case QUOTA_INCREASE -> quotaObstacle();
                        case SPEND_INCREASE -> spendObstacle();
                    };
            if (obstacle != null) {
                return obstacle;
            }
            var saysAll = kind == AccountRequest.Kind.PRODUCTION_ACCESS;
            var request = new AccountRequest(
                    "request-" + (clientToken == null ? context.hex().get() : hex(accountId, clientToken)),
                    new AccountId(accountId),
                    kind,
                    saysAll ? "" : Objects.requireNonNullElse(subject, ""),
                    saysAll ? "" : Objects.requireNonNullElse(value, ""),
                    useCase,
                    AccountRequest.Status.SUBMITTED,
                    "",
                    context.now(),
                    context.now());
            var known = state.find(OperatorKind.REQUEST, request.id());
            if (known.isPresent()) {
                return known.get().asksTheSameAs(request)
                        ? OperatorDecision.unchanged(AccountRequestOutput.of(known.get()))
                        : OperatorDecision.invalid(
                                ValidationReason.INVALID_PARAMETER,
                                "ClientToken",
                                "was used with another request before");
            }
            return state.all(OperatorKind.REQUEST)
                    .filter(other -> !other.status().isFinal() && other.isAboutTheSameAs(request))
                    .findFirst()
                    .map(open -> OperatorDecision.conflict(
                            ConflictReason.RESOURCE_ALREADY_EXISTS, ResourceType.ACCOUNT_REQUEST, open.id()))
                    .orElseGet(() -> OperatorDecision.put(request, AccountRequestOutput.of(request)));
        }

        /** The same token is the same request. */
        private static String hex(String accountId, String clientToken) {
            var name = (accountId + "\n" + clientToken).getBytes(StandardCharsets.UTF_8);
            return UUID.nameUUIDFromBytes(name).toString().replace("-", "");
        }

        private @Nullable OperatorDecision quotaObstacle() {
            if (subject == null || !QuotaNames.all().contains(subject)) {
                return OperatorDecision.invalid(
                        ValidationReason.INVALID_PARAMETER,
                        "Subject",
                        "must be one of " + String.join(", ", new TreeSet<>(QuotaNames.all())));
            }
            return value == null || value.contains(".") || value.length() > LONGEST_QUOTA
                    ? OperatorDecision.invalid(
                            ValidationReason.INVALID_PARAMETER, "Value", "must be a whole number up to 999999")
                    : null;
        }

        private @Nullable OperatorDecision spendObstacle() {
            if (Stream.of(Channel.values()).noneMatch(channel -> channel.name().equals(subject))) {
                return OperatorDecision.invalid(
                        ValidationReason.INVALID_PARAMETER, "Subject", "must be one of TEXT, MEDIA, VOICE");
            }
            return value == null
                    ? OperatorDecision.invalid(ValidationReason.MISSING_PARAMETER, "Value", "is required")
                    : null;
        }

        private static final int LONGEST_QUOTA = 6;
    }

    record ResubmitAccountRequest(String requestId, String useCase) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            return given(state, requestId, request -> {
                if (request.status() != AccountRequest.Status.INFO_NEEDED) {
                    return notAllowed(request);
                }
                var changed = request.resubmitted(useCase, context.now());
                return OperatorDecision.put(changed, AccountRequestOutput.of(changed));
            });
        }
    }

    record DecideAccountRequest(
            String requestId, String decision, @Nullable String answer) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            return given(state, requestId, request -> {
                if (request.status().isFinal()) {
                    return notAllowed(request);
                }
                var approved = decision.equals("APPROVE");
                if (!approved && (answer == null || answer.isBlank())) {
                    return OperatorDecision.invalid(
                            ValidationReason.MISSING_PARAMETER, "Answer", "is required unless it is approved");
                }
                var words = Objects.requireNonNullElse(answer, "");
                if (approved) {
                    var done = request.answered(AccountRequest.Status.APPROVED, words, context.now());
                    return new OperatorDecision.Changed(
                            List.of(
                                    new OperatorDecision.Change.Put(granted(state, request, context)),
                                    new OperatorDecision.Change.Put(done)),
                            AccountRequestOutput.of(done));
                }
                var status = decision.equals("DENY") ? AccountRequest.Status.DENIED : AccountRequest.Status.INFO_NEEDED;
                var answered = request.answered(status, words, context.now());
                return OperatorDecision.put(answered, AccountRequestOutput.of(answered));
            });
        }
    }

    /** An account the operator has not created has what all such accounts have, and what is granted besides. */
    private static Account granted(OperatorResources state, AccountRequest request, OperatorRequest.Context context) {
        var account = state.find(OperatorKind.ACCOUNT, request.account().value())
                .orElseGet(() -> Account.of(context.defaults().profile(request.account()), context.now()));
        return switch (request.requested()) {
            case PRODUCTION_ACCESS -> account.inTier(AccountTier.PRODUCTION);
            case QUOTA_INCREASE -> account.withQuota(request.subject(), Integer.parseInt(request.value()));
            case SPEND_INCREASE ->
                account.withMaxMonthlySpend(Channel.valueOf(request.subject()), new BigDecimal(request.value()));
        };
    }

    private static OperatorDecision given(
            OperatorResources state, String id, Function<AccountRequest, OperatorDecision> decide) {
        return state.find(OperatorKind.REQUEST, id)
                .map(decide)
                .orElseGet(() -> OperatorDecision.notFound(ResourceType.ACCOUNT_REQUEST, id));
    }

    private static OperatorDecision notAllowed(AccountRequest request) {
        return OperatorDecision.conflict(
                ConflictReason.RESOURCE_MODIFICATION_NOT_ALLOWED, ResourceType.ACCOUNT_REQUEST, request.id());
    }
}
