package io.posthorn.registration.verification;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.country.Countries;
import io.posthorn.core.country.CountryFacts;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.send.Channel;
import io.posthorn.core.simulator.SimulatorDestination;
import io.posthorn.core.simulator.SimulatorDestinations;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.origination.OriginationIdentities;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who a code comes from. An identity sends codes within its own country only; a simulator number sends them to the
 * simulator destinations of its country.
 *
 * @param country of the destination, ISO 3166-1 alpha-2; empty where it belongs to none
 * @param toSimulator whether the destination is a simulator
 */
record CodeOrigination(AccountResources account, Channel channel, String country, boolean toSimulator) {
    private static final String MEMBER = "OriginationIdentity";

    static CodeOrigination to(PhoneNumber destination, Channel channel, AccountResources account) {
        var simulator = SimulatorDestinations.find(destination);
        var country = simulator.map(SimulatorDestination::country).or(() -> Countries.of(destination));
        return new CodeOrigination(account, channel, country.orElse(""), simulator.isPresent());
    }

    /** Goes on with what the message is to name as its origination identity. */
    Decision given(@Nullable String named, Function<String, Decision> decide) {
        if (named == null) {
            return anyone().map(decide)
                    .orElseGet(() -> Decision.conflict(
                            ConflictReason.NO_ORIGINATION_IDENTITIES_FOUND,
                            ResourceType.ACCOUNT,
                            account.scope().account().value()));
        }
        var pool = account.findNamed(ResourceKind.POOL, named);
        if (pool.isPresent()) {
            return ofPool(pool.get()).orElseGet(() -> decide.apply(pool.get().id()));
        }
        var number = OriginationIdentities.number(account, named);
        if (number.isPresent()) {
            return ofNumber(number.get())
                    .orElseGet(() -> decide.apply(number.get().id()));
        }
        var senderIds = OriginationIdentities.senderIds(account, named, null);
        return senderIds.isEmpty()
                ? Decision.notFound(OriginationIdentities.meant(named), named)
                : ofSenderIds(senderIds, decide);
    }

    /** A number before a sender id: recipients can see that it is one of theirs. */
    private Optional<String> anyone() {
        return account.all(ResourceKind.PHONE_NUMBER)
                .filter(number -> ofNumber(number).isEmpty())
                .map(OriginationNumber::id)
                .findFirst()
                .or(() -> account.all(ResourceKind.SENDER_ID)
                        .filter(senderId -> ofSenderId(senderId).isEmpty())
                        .map(account::arnOf)
                        .findFirst());
    }

    private Optional<Decision> ofPool(Pool pool) {
        if (pool.status() != PoolStatus.ACTIVE) {
            return Optional.of(Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, pool));
        }
        var someone = pool.members().stream()
                .anyMatch(id -> account.find(ResourceKind.PHONE_NUMBER, id)
                                .filter(number -> ofNumber(number).isEmpty())
                                .isPresent()
                        || account.find(ResourceKind.SENDER_ID, id)
                                .filter(senderId -> ofSenderId(senderId).isEmpty())
                                .isPresent());
        return someone
                ? Optional.empty()
                : wrong(
                        ValidationReason.INVALID_IDENTITY_FOR_DESTINATION_COUNTRY,
                        "has nobody who can send to the destination's country");
    }

    private Optional<Decision> ofNumber(OriginationNumber number) {
        if (number.status() != NumberStatus.ACTIVE) {
            return Optional.of(Decision.conflict(ConflictReason.RESOURCE_NOT_ACTIVE, number));
        }
        if (!number.capabilities().contains(channel.capability())) {
            return channel == Channel.VOICE
                    ? wrong(ValidationReason.VOICE_CAPABILITY_NOT_AVAILABLE, "cannot be used for voice")
                    : Optional.of(Decision.conflict(ConflictReason.NUMBER_CAPABILITIES_MISMATCH, number));
        }
        var serves = number.type() == NumberType.SIMULATOR
                ? toSimulator && number.country().equals(country)
                : CountryFacts.isServedAlike(number.country(), country);
        return serves ? Optional.empty() : wrongCountry();
    }

    private Decision ofSenderIds(List<SenderId> senderIds, Function<String, Decision> decide) {
        var here = senderIds.stream()
                .filter(each -> each.country().equals(country))
                .findFirst()
                .orElse(senderIds.getFirst());
        return ofSenderId(here).orElseGet(() -> decide.apply(account.arnOf(here)));
    }

    private Optional<Decision> ofSenderId(SenderId senderId) {
        if (channel == Channel.VOICE) {
            return wrong(ValidationReason.VOICE_CAPABILITY_NOT_AVAILABLE, "cannot be used for voice");
        }
        if (!senderId.country().equals(country)) {
            return wrongCountry();
        }
        var needsRegistration = CountryFacts.of(country)
                .filter(CountryFacts::showsOnlyRegisteredNames)
                .isPresent();
        return needsRegistration && !senderId.registered()
                ? wrong(ValidationReason.SENDER_ID_NOT_REGISTERED, "is not registered, which its country asks for")
                : Optional.empty();
    }

    private static Optional<Decision> wrongCountry() {
        return wrong(
                ValidationReason.INVALID_IDENTITY_FOR_DESTINATION_COUNTRY, "cannot send to the destination's country");
    }

    private static Optional<Decision> wrong(ValidationReason reason, String message) {
        return Optional.of(Decision.invalid(reason, MEMBER, message));
    }
}
