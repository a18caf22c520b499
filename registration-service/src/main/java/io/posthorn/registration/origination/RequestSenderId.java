package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.SenderIdOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.country.CountryFacts;
import io.posthorn.core.country.SenderIdSupport;
import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.form.Associations;
import io.posthorn.registration.tag.Tags;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leases a sender id on the terms the operator holds it under. Where there are none, a country that lets everybody
 * choose a name lets accounts choose it too, for nothing; one that wants names registered needs a carrier of the
 * operator's that does it. Such a name can be requested at once, and is shown to recipients once its registration is
 * complete.
 */
public record RequestSenderId(
        String senderId,
        String isoCountryCode,
        @Nullable Set<MessageType> messageTypes,
        @Nullable Boolean deletionProtectionEnabled,
        @Nullable List<TagOutput> tags)
        implements Request {
    /** Letters, digits and hyphens, 3 to 11 of them, not digits alone: the rules of the service's user guide. */
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9-]{3,11}");

    /** Promotional messages in India come from six digits. */
    private static final Pattern INDIAN_HEADER = Pattern.compile("[0-9]{6}");

    private static final String INDIA = "IN";
    private static final String CARRIER = "simulator";
    private static final BigDecimal FREE = new BigDecimal("0.00");

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        if (!isName()) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER,
                    "SenderId",
                    "must have 3 to 11 letters, digits and hyphens, at least one letter among them");
        }
        var support =
                CountryFacts.of(isoCountryCode).map(CountryFacts::senderIds).orElse(SenderIdSupport.NOT_SUPPORTED);
        if (support == SenderIdSupport.NOT_SUPPORTED) {
            return Decision.invalid(
                    ValidationReason.SENDER_ID_NOT_SUPPORTED,
                    "IsoCountryCode",
                    "is a country where recipients cannot be shown a name");
        }
        var known = account.find(ResourceKind.SENDER_ID, SenderId.id(senderId, isoCountryCode));
        if (known.isPresent()) {
            return Decision.conflict(ConflictReason.RESOURCE_ALREADY_EXISTS, known.get());
        }
        if (account.count(ResourceKind.SENDER_ID) >= context.quotas().senderIds()) {
            return Decision.quotaExceeded(QuotaReason.SENDER_IDS_PER_ACCOUNT);
        }
        var held = context.connections().terms(senderId, isoCountryCode);
        if (held.map(HeldSenderId::withheld).orElse(support == SenderIdSupport.REGISTRATION_REQUIRED)) {
            return Decision.conflict(
                    ConflictReason.NO_ORIGINATION_IDENTITIES_FOUND,
                    ResourceType.SENDER_ID,
                    SenderId.id(senderId, isoCountryCode));
        }
        return Tags.ofNew(tags, context, read -> {
            var leased = new SenderId(
                    senderId,
                    isoCountryCode,
                    messageTypes == null || messageTypes.isEmpty() ? Set.of(MessageType.TRANSACTIONAL) : messageTypes,
                    held.map(HeldSenderId::monthlyLeasingPrice).orElse(FREE),
                    Boolean.TRUE.equals(deletionProtectionEnabled),
                    false,
                    null,
                    null,
                    held.map(HeldSenderId::carrier).orElseGet(() -> carrierOfChosenNames(context)),
                    read,
                    context.now());
            var registration = Associations.inForceFor(account, leased);
            if (registration.isEmpty()) {
                return Decision.changed(SenderIdOutput.of(account.scope(), leased), new Change.Put(leased));
            }
            var registered = leased.withRegistration(registration.get().id(), true);
            return new Decision.Changed(
                    Associations.made(registration.get(), registered), SenderIdOutput.of(account.scope(), registered));
        });
    }

    private String carrierOfChosenNames(DecisionContext context) {
        return context.connections().forChosenName(senderId, isoCountryCode).orElse(CARRIER);
    }

    private boolean isName() {
        return NAME.matcher(senderId).matches()
                || (isoCountryCode.equals(INDIA)
                        && INDIAN_HEADER.matcher(senderId).matches());
    }
}
