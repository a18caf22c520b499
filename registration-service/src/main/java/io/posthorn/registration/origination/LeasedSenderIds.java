package io.posthorn.registration.origination;

import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.SenderId;
import io.posthorn.registration.command.Decision;
import java.util.function.Function;

/** The sender ids of an account as requests about them name them: by name or ARN, and country. */
final class LeasedSenderIds {
    private LeasedSenderIds() {}

    /** Goes on with the sender id, or refuses because there is none. */
    static Decision given(
            AccountResources account, String nameOrArn, String country, Function<SenderId, Decision> decide) {
        var named = OriginationIdentities.senderIds(account, nameOrArn, country);
        if (named.isEmpty()) {
            return Decision.notFound(ResourceType.SENDER_ID, nameOrArn);
        }
        return named.getFirst().country().equals(country)
                ? decide.apply(named.getFirst())
                : Decision.invalid(
                        ValidationReason.COUNTRY_CODE_MISMATCH,
                        "IsoCountryCode",
                        "is not the country of the sender id");
    }
}
