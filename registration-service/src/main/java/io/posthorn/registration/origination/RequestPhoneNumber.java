package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.PhoneNumberOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.form.Associations;
import io.posthorn.registration.tag.Tags;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leases a number. Simulator numbers exist for the United States and transactional messages; they cost nothing and can
 * be used at once. A number of any other type comes from the operator's inventory: where everything else about the
 * request is right, the inventory is asked, and the request is decided again with its answer.
 *
 * <p>A number that is to join a pool at once takes over the pool's settings, except what the request itself says: that
 * has to agree with the pool.
 */
public record RequestPhoneNumber(
        String isoCountryCode,
        MessageType messageType,
        Set<Capability> numberCapabilities,
        NumberType numberType,
        @Nullable String optOutListName,
        @Nullable String poolId,
        @Nullable String registrationId,
        @Nullable Boolean internationalSendingEnabled,
        @Nullable Boolean deletionProtectionEnabled,
        @Nullable List<TagOutput> tags,
        @Nullable List<NumberPreference> numberPreference)
        implements Request {

    /** How the digits of the number should be. */
    public record NumberPreference(List<String> preferenceType, List<String> filter) {}

    /** The country simulator numbers exist for, so the service's user guide. */
    private static final String SIMULATOR_COUNTRY = "US";

    private static final String SIMULATOR_CARRIER = "simulator";
    private static final BigDecimal FREE = new BigDecimal("0.00");

    /** What is leased: the number itself and its terms. */
    private record Lease(NumberOffer.Offered terms, NumberStatus status) {}

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var obstacle = numberType == NumberType.SIMULATOR ? obstacleToSimulator() : obstacleToOthers(account);
        if (obstacle != null) {
            return obstacle;
        }
        if (account.count(ResourceKind.PHONE_NUMBER) >= context.quotas().phoneNumbers()) {
            return Decision.quotaExceeded(QuotaReason.PHONE_NUMBERS_PER_ACCOUNT);
        }
        return Tags.ofNew(tags, context, read -> {
            if (poolId == null || poolId.isEmpty()) {
                return Decision.given(
                        account, ResourceKind.OPT_OUT_LIST, optOutListOr(OptOutList.DEFAULT_NAME), list -> {
                            var settings = new IdentitySettings(messageType, TwoWay.OFF, false, list.name());
                            return leased(context, settings, lease -> {
                                var number = number(context, lease, settings, null, read);
                                return granted(account, number, List.of());
                            });
                        });
            }
            return Decision.given(account, ResourceKind.POOL, poolId, pool -> intoPool(account, context, pool, read));
        });
    }

    private @Nullable Decision obstacleToSimulator() {
        if (!isoCountryCode.equals(SIMULATOR_COUNTRY)) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER, "IsoCountryCode", "must be US for simulator numbers");
        }
        if (messageType != MessageType.TRANSACTIONAL) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER, "MessageType", "must be TRANSACTIONAL for simulator numbers");
        }
        if (Boolean.TRUE.equals(internationalSendingEnabled)) {
            return Decision.invalid(
                    ValidationReason.INTERNATIONAL_SENDING_NOT_SUPPORTED,
                    "InternationalSendingEnabled",
                    "cannot be enabled for simulator numbers");
        }
        if (numberPreference != null) {
            return Decision.invalid(
                    ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER,
                    "NumberPreference",
                    "cannot be used with simulator numbers");
        }
        return registrationId == null ? null : Decision.notFound(ResourceType.REGISTRATION, registrationId);
    }

    private @Nullable Decision obstacleToOthers(AccountResources account) {
        if (registrationId != null) {
            return account.findNamed(ResourceKind.REGISTRATION, registrationId).isPresent()
                    ? null
                    : Decision.notFound(ResourceType.REGISTRATION, registrationId);
        }
        // The service's user guide: a 10DLC number is requested for a campaign that is registered.
        return numberType == NumberType.TEN_DLC
                ? Decision.invalid(
                        ValidationReason.MISSING_PARAMETER, "RegistrationId", "is required for numbers of type TEN_DLC")
                : null;
    }

    private Decision intoPool(AccountResources account, DecisionContext context, Pool pool, List<Tag> read) {
        var settings = pool.settings();
        var listName = optOutListOr(settings.optOutListName());
        return Decision.given(account, ResourceKind.OPT_OUT_LIST, listName, list -> {
            var wanted =
                    new IdentitySettings(messageType, settings.twoWay(), settings.selfManagedOptOuts(), list.name());
            return PoolMembership.obstacle(pool, wanted, context)
                    .orElseGet(() -> leased(context, wanted, lease -> {
                        var number = number(context, lease, wanted, pool.id(), read);
                        return granted(account, number, List.of(new Change.Put(pool.with(number.id()))));
                    }));
        });
    }

    /** The number is the account's from now on, and one of the registration that the request names. */
    private Decision granted(AccountResources account, OriginationNumber number, List<Change> more) {
        if (registrationId == null) {
            return granted(account, number, number, more);
        }
        return Decision.given(
                account,
                ResourceKind.REGISTRATION,
                registrationId,
                registration -> Associations.obstacle(account, registration, number)
                        .orElseGet(() -> {
                            var together = new ArrayList<>(Associations.made(registration, number));
                            together.addAll(more);
                            return granted(account, number, Associations.registered(registration, number), together);
                        }));
    }

    private static Decision granted(
            AccountResources account, OriginationNumber number, OriginationNumber shown, List<Change> more) {
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(number));
        changes.addAll(more);
        return new Decision.Changed(changes, PhoneNumberOutput.of(account.scope(), shown));
    }

    private String optOutListOr(String other) {
        return optOutListName == null ? other : optOutListName;
    }

    /** Goes on with a number, asks for one, or refuses because there is none. */
    private Decision leased(DecisionContext context, IdentitySettings settings, Function<Lease, Decision> decide) {
        if (numberType == NumberType.SIMULATOR) {
            return decide.apply(new Lease(simulator(context), NumberStatus.ACTIVE));
        }
        var wish = new NumberWish(
                isoCountryCode,
                numberType,
                numberCapabilities,
                messageType,
                settings.twoWay().enabled(),
                preference());
        return switch (context.offer()) {
            case null -> new Decision.Asks(wish);
            case NumberOffer.Nothing ignored ->
                Decision.conflict(
                        ConflictReason.NO_ORIGINATION_IDENTITIES_FOUND, ResourceType.PHONE_NUMBER, wish.summary());
            case NumberOffer.Offered offered ->
                decide.apply(new Lease(
                        offered, offered.registrationRequired() ? NumberStatus.PENDING : NumberStatus.ACTIVE));
        };
    }

    private static NumberOffer.Offered simulator(DecisionContext context) {
        return new NumberOffer.Offered(
                SimulatorNumbers.numberOf(context.ids().serial()), SIMULATOR_CARRIER, null, FREE, true, false);
    }

    private NumberWish.@Nullable Preference preference() {
        if (numberPreference == null || numberPreference.isEmpty()) {
            return null;
        }
        var only = numberPreference.getFirst();
        return new NumberWish.Preference(
                switch (only.preferenceType().getFirst()) {
                    case "StartsWith" -> NumberWish.Place.START;
                    case "EndsWith" -> NumberWish.Place.END;
                    case "Contains" -> NumberWish.Place.ANYWHERE;
                    default -> NumberWish.Place.WHOLE;
                },
                only.filter());
    }

    private OriginationNumber number(
            DecisionContext context, Lease lease, IdentitySettings settings, @Nullable String pool, List<Tag> read) {
        var terms = lease.terms();
        return new OriginationNumber(
                "phone-" + context.ids().hex(),
                terms.number(),
                lease.status(),
                isoCountryCode,
                numberCapabilities,
                numberType,
                terms.monthlyLeasingPrice(),
                settings,
                Boolean.TRUE.equals(internationalSendingEnabled),
                Boolean.TRUE.equals(deletionProtectionEnabled),
                pool,
                null,
                terms.carrier(),
                read,
                context.now(),
                terms.partsPerSecond(),
                terms.twoWaySupported());
    }
}
