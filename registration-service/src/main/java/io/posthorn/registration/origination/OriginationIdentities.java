package io.posthorn.registration.origination;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.IdOrArn;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the origination identities that requests name in one of several ways. */
public final class OriginationIdentities {
    private static final String ARN_PART = ":sender-id/";
    private static final String PHONE_ID = "phone-";
    private static final int LONGEST_NAME = 11;

    private OriginationIdentities() {}

    /** The number with this id or ARN, or the number itself with or without its plus sign. */
    public static Optional<OriginationNumber> number(AccountResources account, String text) {
        return account.findNamed(ResourceKind.PHONE_NUMBER, text)
                .or(() -> PhoneNumber.parse(text).flatMap(account::findNumber));
    }

    /**
     * The sender ids with this ARN, or with this name: there may be one in every country.
     *
     * @param country where it has to be, if that is known; an ARN tells it itself
     */
    public static List<SenderId> senderIds(AccountResources account, String text, @Nullable String country) {
        var id = IdOrArn.idOf(text, ResourceKind.SENDER_ID, account.scope());
        if (id.isEmpty()) {
            return List.of();
        }
        if (id.get().contains("/")) {
            return account.find(ResourceKind.SENDER_ID, id.get()).stream().toList();
        }
        return country == null
                ? account.all(ResourceKind.SENDER_ID)
                        .filter(each -> each.name().equals(text))
                        .toList()
                : account.find(ResourceKind.SENDER_ID, SenderId.id(text, country)).stream()
                        .toList();
    }

    /** What a text that names nothing was probably meant to name. */
    public static ResourceType meant(String text) {
        var isNumber = text.startsWith(PHONE_ID) || text.chars().allMatch(c -> c == '+' || (c >= '0' && c <= '9'));
        return text.contains(ARN_PART) || (!isNumber && text.length() <= LONGEST_NAME)
                ? ResourceType.SENDER_ID
                : ResourceType.PHONE_NUMBER;
    }
}
