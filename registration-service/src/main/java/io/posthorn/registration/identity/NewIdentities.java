package io.posthorn.registration.identity;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import java.util.Locale;
import java.util.function.Supplier;

/** What holds for everything that is created here. */
final class NewIdentities {
    /** Of each kind. The service allows more; every one is in the memory of every instance here. */
    private static final long MOST_OF_A_KIND = 1_000;

    private NewIdentities() {}

    /** Goes on where the name is free and there is room. */
    static Decision create(AccountResources account, ResourceKind<?> kind, String name, Supplier<Decision> decide) {
        if (account.find(kind, name).isPresent()) {
            return Decision.conflict(ConflictReason.RESOURCE_ALREADY_EXISTS, Decision.typeOf(kind), name);
        }
        return account.count(kind) >= MOST_OF_A_KIND
                ? Decision.quotaExceeded(QuotaReason.IDENTITIES_PER_ACCOUNT)
                : decide.get();
    }

    /** An id that nothing else gets, even under the same name later. */
    static String uniqueId(String prefix, DecisionContext context) {
        return prefix + context.ids().hex().toUpperCase(Locale.ROOT);
    }
}
