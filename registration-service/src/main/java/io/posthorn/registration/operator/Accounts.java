package io.posthorn.registration.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountStatus;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.operator.Account;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.QuotaNames;
import io.posthorn.core.operator.output.AccountOutput;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the operator does with accounts. */
final class Accounts {
    private Accounts() {}

    record CreateAccount(
            String accountId,
            @Nullable String name,
            @Nullable AccountTier tier,
            @Nullable AccountStatus status,
            @Nullable Map<String, Integer> quotas,
            @Nullable Map<Channel, BigDecimal> maxMonthlySpend)
            implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            if (state.find(OperatorKind.ACCOUNT, accountId).isPresent()) {
                return OperatorDecision.conflict(
                        ConflictReason.RESOURCE_ALREADY_EXISTS, ResourceType.ACCOUNT, accountId);
            }
            return put(state, context, new Terms(accountId, name, tier, status, quotas, maxMonthlySpend));
        }
    }

    record UpdateAccount(
            String accountId,
            @Nullable String name,
            @Nullable AccountTier tier,
            @Nullable AccountStatus status,
            @Nullable Map<String, Integer> quotas,
            @Nullable Map<Channel, BigDecimal> maxMonthlySpend)
            implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            if (state.find(OperatorKind.ACCOUNT, accountId).isEmpty()) {
                return OperatorDecision.notFound(ResourceType.ACCOUNT, accountId);
            }
            return put(state, context, new Terms(accountId, name, tier, status, quotas, maxMonthlySpend));
        }
    }

    record PutAccounts(List<Terms> accounts) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            var changes = new ArrayList<OperatorDecision.Change>();
            var wrong = new ArrayList<ApiError.Field>();
            for (var terms : accounts) {
                wrong.addAll(terms.unknownQuotas("Accounts[" + changes.size() + "]."));
                changes.add(new OperatorDecision.Change.Put(terms.appliedTo(present(state, terms, context.now()))));
            }
            return wrong.isEmpty()
                    ? new OperatorDecision.Changed(changes, new OperatorDecision.Written(changes.size()))
                    : OperatorDecision.invalid(wrong);
        }
    }

    /** What is settled about an account; what is null stays as it is. */
    record Terms(
            String accountId,
            @Nullable String name,
            @Nullable AccountTier tier,
            @Nullable AccountStatus status,
            @Nullable Map<String, Integer> quotas,
            @Nullable Map<Channel, BigDecimal> maxMonthlySpend) {

        Account appliedTo(Account present) {
            return new Account(
                    present.account(),
                    Objects.requireNonNullElse(name, present.name()),
                    Objects.requireNonNullElse(tier, present.tier()),
                    Objects.requireNonNullElse(status, present.status()),
                    merged(present.quotas(), quotas),
                    merged(present.maxMonthlySpend(), maxMonthlySpend),
                    present.createdAt());
        }

        List<ApiError.Field> unknownQuotas(String prefix) {
            return quotas == null
                    ? List.of()
                    : quotas.keySet().stream()
                            .filter(quota -> !QuotaNames.all().contains(quota))
                            .map(quota -> new ApiError.Field(
                                    prefix + "Quotas." + quota,
                                    "is no quota; there are " + String.join(", ", new TreeSet<>(QuotaNames.all()))))
                            .toList();
        }

        private static <K, V> Map<K, V> merged(Map<K, V> present, @Nullable Map<K, V> changes) {
            var all = new HashMap<>(present);
            if (changes != null) {
                all.putAll(changes);
            }
            return all;
        }
    }

    private static OperatorDecision put(OperatorResources state, OperatorRequest.Context context, Terms terms) {
        var unknown = terms.unknownQuotas("");
        if (!unknown.isEmpty()) {
            return OperatorDecision.invalid(unknown);
        }
        var account = terms.appliedTo(present(state, terms, context.now()));
        return OperatorDecision.put(account, AccountOutput.of(account));
    }

    private static Account present(OperatorResources state, Terms terms, Instant now) {
        return state.find(OperatorKind.ACCOUNT, terms.accountId())
                .orElseGet(() -> Account.first(new AccountId(terms.accountId()), now));
    }
}
