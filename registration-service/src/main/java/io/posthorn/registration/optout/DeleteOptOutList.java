package io.posthorn.registration.optout;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.OptOutListOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Deletes an opt-out list that no number and no pool uses; never the default list, which everything falls back to. */
public record DeleteOptOutList(String optOutListName) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.OPT_OUT_LIST,
                optOutListName,
                list -> list.name().equals(OptOutList.DEFAULT_NAME) || isUsed(account, list)
                        ? Decision.conflict(ConflictReason.RESOURCE_DELETION_NOT_ALLOWED, list)
                        : Decision.changed(OptOutListOutput.of(account.scope(), list), new Change.Remove(list)));
    }

    private static boolean isUsed(AccountResources account, OptOutList list) {
        return account.all(ResourceKind.PHONE_NUMBER)
                        .anyMatch(number -> number.settings().optOutListName().equals(list.name()))
                || account.all(ResourceKind.POOL)
                        .anyMatch(pool -> pool.settings().optOutListName().equals(list.name()));
    }
}
