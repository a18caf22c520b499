package io.posthorn.registration.verification;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.resource.VerifiedDestinationNumber.Code;
import io.posthorn.core.resource.VerifiedDestinationNumber.CodeMessage;
import io.posthorn.core.send.SendOrder;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a code to a destination, as a message like any other. A code that was sent before proves nothing any more. The
 * first code of a destination is free.
 */
public record SendDestinationNumberVerificationCode(
        String verifiedDestinationNumberId,
        VerificationChannel verificationChannel,
        @Nullable LanguageCode languageCode,
        @Nullable String originationIdentity,
        @Nullable String configurationSetName,
        @Nullable Map<String, String> context,
        @Nullable Map<String, String> destinationCountryParameters)
        implements Request {
    /** How long a code can be told, so the service's user guide. The texts say so too. */
    static final Duration VALIDITY = Duration.ofMinutes(15);

    private static final Duration DAY = Duration.ofHours(24);

    private record Output(String messageId) {}

    @Override
    public Decision decide(AccountResources account, DecisionContext facts) {
        return Decision.given(
                account,
                ResourceKind.VERIFIED_DESTINATION_NUMBER,
                verifiedDestinationNumberId,
                destination -> destination.isVerified()
                        ? Decision.conflict(ConflictReason.VERIFICATION_ALREADY_COMPLETE, destination)
                        : givenConfigurationSet(
                                account,
                                () -> CodeOrigination.to(destination.number(), verificationChannel.channel(), account)
                                        .given(
                                                originationIdentity,
                                                identity -> send(destination, identity, account, facts))));
    }

    private Decision givenConfigurationSet(AccountResources account, Supplier<Decision> decide) {
        return configurationSetName == null
                ? decide.get()
                : Decision.given(account, ResourceKind.CONFIGURATION_SET, configurationSetName, set -> decide.get());
    }

    private Decision send(
            VerifiedDestinationNumber destination, String identity, AccountResources account, DecisionContext facts) {
        var now = facts.now();
        var lately = destination.codeMessages().stream()
                .filter(message -> now.isBefore(message.sentAt().plus(DAY)))
                .toList();
        if (lately.size() >= facts.quotas().verificationCodesPerDay()) {
            return Decision.quotaExceeded(QuotaReason.VERIFICATION_ATTEMPTS_PER_DAY);
        }
        var code = new Code(facts.ids().code(), now.plus(VALIDITY), 0);
        var messageId = uuid(facts.ids().hex());
        var messages = new ArrayList<>(lately);
        messages.add(new CodeMessage(
                messageId.toString(), now, destination.codeMessages().isEmpty()));
        var order = new SendOrder(
                account.scope(),
                messageId,
                verificationChannel.channel(),
                destination.number(),
                identity,
                CodeTexts.of(
                        languageCode == null ? LanguageCode.EN_US : languageCode, verificationChannel, code.digits()),
                MessageType.TRANSACTIONAL,
                null,
                configurationSetName,
                null,
                VALIDITY,
                orEmpty(context),
                orEmpty(destinationCountryParameters),
                null,
                null,
                List.of(),
                now);
        return new Decision.Changed(
                List.of(new Change.Put(destination.awaiting(code, messages))),
                new Output(messageId.toString()),
                List.of(order));
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static UUID uuid(String hex) {
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }
}
