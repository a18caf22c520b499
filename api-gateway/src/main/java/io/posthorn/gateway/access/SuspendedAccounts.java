package io.posthorn.gateway.access;

import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.api.AccessDeniedReason;
import io.posthorn.core.api.ApiError;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.OfferedOperation;
import java.util.List;

/** Keeps accounts that the operator has suspended from doing anything. */
public final class SuspendedAccounts {
    private final AccountProfiles profiles;

    public SuspendedAccounts(AccountProfiles profiles) {
        this.profiles = profiles;
    }

    /** The same operations, which refuse suspended accounts. */
    public List<OfferedOperation> refused(List<OfferedOperation> offered) {
        return offered.stream().map(this::refused).toList();
    }

    private OfferedOperation refused(OfferedOperation offered) {
        return new OfferedOperation(
                offered.name(),
                call -> profiles.of(call.caller().account()).isSuspended()
                        ? new Answer.Refused(new ApiError.AccessDenied(AccessDeniedReason.ACCOUNT_DISABLED, ""))
                        : offered.handler().answer(call));
    }
}
