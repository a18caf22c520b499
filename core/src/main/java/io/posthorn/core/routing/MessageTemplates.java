package io.posthorn.core.routing;

import io.posthorn.core.AccountId;
import java.util.List;

/** The templates of accounts that carriers of a country have approved. */
@FunctionalInterface
public interface MessageTemplates {
    /** Nobody has any. */
    MessageTemplates NONE = (account, country) -> List.of();

    /**
     * The templates of an account for a country.
     *
     * @param country ISO 3166-1 alpha-2 code
     */
    List<MessageTemplate> of(AccountId account, String country);
}
