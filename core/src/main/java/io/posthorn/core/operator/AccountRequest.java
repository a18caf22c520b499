package io.posthorn.core.operator;

import io.posthorn.core.AccountId;
import java.time.Instant;

/**
 * What an account asks of the operator.
 *
 * @param id {@code request-} and 32 hex digits
 * @param subject the quota or the channel it is about; empty where the kind says all
 * @param value the value asked for, an exact decimal; empty where the kind says all
 * @param useCase why, in the words of the account
 * @param answer what the operator said last; may be empty
 */
public record AccountRequest(
        String id,
        AccountId account,
        Kind requested,
        String subject,
        String value,
        String useCase,
        Status status,
        String answer,
        Instant createdAt,
        Instant updatedAt)
        implements OperatorResource {

    /** What is asked for. */
    public enum Kind {
        /** To leave the sandbox. */
        PRODUCTION_ACCESS,
        /** More of one kind of resource. */
        QUOTA_INCREASE,
        /** To spend more on one channel in a month. */
        SPEND_INCREASE
    }

    /** Where the request is in its life. */
    public enum Status {
        SUBMITTED,
        /** The operator wants to know more; the account answers by changing the request. */
        INFO_NEEDED,
        APPROVED,
        DENIED;

        /** Whether nothing more can happen. */
        public boolean isFinal() {
            return this == APPROVED || this == DENIED;
        }
    }

    @Override
    public OperatorKind<AccountRequest> kind() {
        return OperatorKind.REQUEST;
    }

    /** Whether the other asks for the same kind of thing, if perhaps for more of it. */
    public boolean isAboutTheSameAs(AccountRequest other) {
        return account.equals(other.account) && requested == other.requested && subject.equals(other.subject);
    }

    /** Whether the other is this request again, whatever has become of it since. */
    public boolean asksTheSameAs(AccountRequest other) {
        return isAboutTheSameAs(other) && value.equals(other.value);
    }

    /** The same request after the operator has looked at it. */
    public AccountRequest answered(Status status, String answer, Instant now) {
        return new AccountRequest(id, account, requested, subject, value, useCase, status, answer, createdAt, now);
    }

    /** The same request with what was missing, submitted again. */
    public AccountRequest resubmitted(String useCase, Instant now) {
        return new AccountRequest(
                id, account, requested, subject, value, useCase, Status.SUBMITTED, answer, createdAt, now);
    }
}
