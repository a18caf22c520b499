package io.posthorn.core.operator.output;

import io.posthorn.core.operator.AccountRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request of an account with every member that some answer shows. */
public record AccountRequestOutput(
        String requestId,
        String accountId,
        AccountRequest.Kind kind,
        @Nullable String subject,
        @Nullable String value,
        String useCase,
        AccountRequest.Status status,
        @Nullable String answer,
        Instant createdTimestamp,
        Instant updatedTimestamp) {

    public static AccountRequestOutput of(AccountRequest request) {
        return new AccountRequestOutput(
                request.id(),
                request.account().value(),
                request.requested(),
                orNull(request.subject()),
                orNull(request.value()),
                request.useCase(),
                request.status(),
                orNull(request.answer()),
                request.createdAt(),
                request.updatedAt());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
