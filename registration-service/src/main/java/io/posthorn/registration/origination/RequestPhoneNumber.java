package io.posthorn.registration.origination;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.PhoneNumberOutput;
import io.posthorn.core.api.output.TagOutput;
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
import io.posthorn.registration.tag.Tags;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Leases a number. Only simulator numbers are there to be had, for the United States and transactional messages; they cost
 * nothing and can be used at once. Numbers of other types come with the carriers that offer them.
 *
 * <p>A number that is to join a pool at once takes over the pool's settings, except what the request itself says: that has
 * to agree with the pool.
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
        @Nullable JsonNode numberPreference)
        implements Request {
    /** The country simulator numbers exist for, so the service's user guide. */
    private static final String SIMULATOR_COUNTRY = "US";

    private static final String SIMULATOR_CARRIER = "simulator";
    private static final BigDecimal FREE = new BigDecimal("0.00");

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        if (numberType != NumberType.SIMULATOR) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER,
                    "NumberType",
                    "must be SIMULATOR: no carrier here offers numbers of another type");
        }
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
        if (registrationId != null) {
            return Decision.notFound(ResourceType.REGISTRATION, registrationId);
        }
        if (account.count(ResourceKind.PHONE_NUMBER) >= context.quotas().phoneNumbers()) {
            return Decision.quotaExceeded(QuotaReason.PHONE_NUMBERS_PER_ACCOUNT);
        }
        return Tags.ofNew(tags, context, read -> {
            if (poolId == null || poolId.isEmpty()) {
                return Decision.given(
                        account, ResourceKind.OPT_OUT_LIST, optOutListOr(OptOutList.DEFAULT_NAME), list -> {
                            var number = number(
                                    context,
                                    new IdentitySettings(messageType, TwoWay.OFF, false, list.name()),
                                    null,
                                    read);
                            return Decision.changed(
                                    PhoneNumberOutput.of(account.scope(), number), new Change.Put(number));
                        });
            }
            return Decision.given(account, ResourceKind.POOL, poolId, pool -> intoPool(account, context, pool, read));
        });
    }

    private Decision intoPool(AccountResources account, DecisionContext context, Pool pool, List<Tag> read) {
        var settings = pool.settings();
        var listName = optOutListOr(settings.optOutListName());
        return Decision.given(account, ResourceKind.OPT_OUT_LIST, listName, list -> {
            var wanted =
                    new IdentitySettings(messageType, settings.twoWay(), settings.selfManagedOptOuts(), list.name());
            return PoolMembership.obstacle(pool, wanted, context).orElseGet(() -> {
                var number = number(context, wanted, pool.id(), read);
                return Decision.changed(
                        PhoneNumberOutput.of(account.scope(), number),
                        new Change.Put(number),
                        new Change.Put(pool.with(number.id())));
            });
        });
    }

    private String optOutListOr(String other) {
        return optOutListName == null ? other : optOutListName;
    }

    private OriginationNumber number(
            DecisionContext context, IdentitySettings settings, @Nullable String pool, List<Tag> read) {
        return new OriginationNumber(
                "phone-" + context.ids().hex(),
                SimulatorNumbers.numberOf(context.ids().serial()),
                NumberStatus.ACTIVE,
                isoCountryCode,
                numberCapabilities,
                numberType,
                FREE,
                settings,
                false,
                Boolean.TRUE.equals(deletionProtectionEnabled),
                pool,
                null,
                SIMULATOR_CARRIER,
                read,
                context.now());
    }
}
