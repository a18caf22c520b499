package io.posthorn.gateway.access;

import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.api.AccessDeniedReason;
import io.posthorn.core.api.ApiError;
import io.posthorn.gateway.authorisation.Authorisation;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import java.util.List;
import java.util.Optional;

/**
 * Keeps accounts that the operator has suspended from doing anything, callers from what no policy allows them, and
 * everybody from asking too often.
 */
public final class Admission {
    private final AccountProfiles profiles;
    private final Authorisation authorisation;
    private final RateQuotas quotas;

    public Admission(AccountProfiles profiles, Authorisation authorisation, RateQuotas quotas) {
        this.profiles = profiles;
        this.authorisation = authorisation;
        this.quotas = quotas;
    }

    /** The same operations, for those who are admitted. */
    public List<OfferedOperation> guarded(List<OfferedOperation> offered) {
        return offered.stream()
                .map(each -> new OfferedOperation(
                        each.name(),
                        call -> refusal(call)
                                .<Answer>map(Answer.Refused::new)
                                .orElseGet(() -> each.handler().answer(call))))
                .toList();
    }

    private Optional<ApiError> refusal(Call call) {
        if (profiles.of(call.caller().account()).isSuspended()) {
            return Optional.of(new ApiError.AccessDenied(AccessDeniedReason.ACCOUNT_DISABLED, ""));
        }
        return authorisation
                .refusal(call)
                .or(() -> quotas.take(call.caller(), call.operation())
                        ? Optional.empty()
                        : Optional.of(new ApiError.Throttling("Too many requests for this operation at a time")));
    }
}
