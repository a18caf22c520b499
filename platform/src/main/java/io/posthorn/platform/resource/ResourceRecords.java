package io.posthorn.platform.resource;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ClientToken;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.Group;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.core.resource.ManagedPolicy;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ProtectStatus;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.Role;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.core.resource.User;
import io.posthorn.core.resource.UserKey;
import io.posthorn.core.resource.VerificationStatus;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.send.Channel;
import io.posthorn.schemas.EventDestinationKind;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns control-plane resources into records of the {@code resources} topic and back. */
public final class ResourceRecords {
    private ResourceRecords() {}

    /** The record of a resource. */
    public static io.posthorn.schemas.Resource toRecord(Scope scope, Resource resource) {
        return new io.posthorn.schemas.Resource(
                scope.account().value(),
                scope.region(),
                switch (resource) {
                    case OriginationNumber number -> number(number);
                    case Pool pool -> pool(pool);
                    case ConfigurationSet set -> configurationSet(set);
                    case EventDestination destination -> eventDestination(destination);
                    case OptOutList list ->
                        new io.posthorn.schemas.OptOutList(
                                list.name(), tags(list.tags()), list.createdAt(), list.incarnation());
                    case ProtectConfiguration protect -> protectConfiguration(protect);
                    case SenderId senderId -> senderId(senderId);
                    case Keyword keyword ->
                        new io.posthorn.schemas.Keyword(
                                keyword.identityId(),
                                keyword.text(),
                                keyword.message(),
                                keyword.action().name());
                    case VerifiedDestinationNumber destination -> verifiedDestination(destination);
                    case SpendLimitOverride override ->
                        new io.posthorn.schemas.SpendLimitOverride(
                                io.posthorn.schemas.Channel.valueOf(
                                        override.channel().name()),
                                override.monthlyLimit());
                    case Registration registration -> RegistrationRecords.registration(registration);
                    case RegistrationVersion version -> RegistrationRecords.version(version);
                    case RegistrationAttachment attachment -> RegistrationRecords.attachment(attachment);
                    case Topic topic -> TopicRecords.topic(topic);
                    case Subscription subscription -> TopicRecords.subscription(subscription);
                    case User user -> IdentityRecords.user(user);
                    case Group group -> IdentityRecords.group(group);
                    case Role role -> IdentityRecords.role(role);
                    case UserKey key -> IdentityRecords.key(key);
                    case ManagedPolicy policy -> IdentityRecords.policy(policy);
                    case ClientToken token ->
                        new io.posthorn.schemas.ClientToken(
                                token.operation(), token.fingerprint(), token.output(), token.expiresAt());
                });
    }

    /** Where the resource of a record lives. */
    public static Scope scope(io.posthorn.schemas.Resource rec) {
        return new Scope(new AccountId(rec.getAccountId()), rec.getRegion());
    }

    /**
     * The resource of a record.
     *
     * @param id the id part of the record's key
     */
    public static Resource fromRecord(String id, io.posthorn.schemas.Resource rec) {
        return switch (rec.getValue()) {
            case io.posthorn.schemas.PhoneNumber number -> number(number);
            case io.posthorn.schemas.Pool pool -> pool(pool);
            case io.posthorn.schemas.ConfigurationSet set -> configurationSet(set);
            case io.posthorn.schemas.EventDestination destination -> eventDestination(destination);
            case io.posthorn.schemas.OptOutList list ->
                new OptOutList(list.getName(), fromTags(list.getTags()), list.getCreatedAt(), list.getIncarnation());
            case io.posthorn.schemas.ProtectConfiguration protect -> protectConfiguration(protect);
            case io.posthorn.schemas.SenderId senderId -> senderId(senderId);
            case io.posthorn.schemas.Keyword keyword ->
                new Keyword(
                        keyword.getIdentityId(),
                        keyword.getText(),
                        keyword.getMessage(),
                        KeywordAction.valueOf(keyword.getAction()));
            case io.posthorn.schemas.VerifiedDestinationNumber destination -> verifiedDestination(destination);
            case io.posthorn.schemas.SpendLimitOverride override ->
                new SpendLimitOverride(Channel.valueOf(override.getChannel().name()), override.getMonthlyLimit());
            case io.posthorn.schemas.Registration registration -> RegistrationRecords.registration(registration);
            case io.posthorn.schemas.RegistrationVersion version -> RegistrationRecords.version(version);
            case io.posthorn.schemas.RegistrationAttachment attachment -> RegistrationRecords.attachment(attachment);
            case io.posthorn.schemas.NotificationTopic topic -> TopicRecords.topic(topic);
            case io.posthorn.schemas.Subscription subscription -> TopicRecords.subscription(subscription);
            case io.posthorn.schemas.User user -> IdentityRecords.user(user);
            case io.posthorn.schemas.Group group -> IdentityRecords.group(group);
            case io.posthorn.schemas.Role role -> IdentityRecords.role(role);
            case io.posthorn.schemas.UserKey key -> IdentityRecords.key(key);
            case io.posthorn.schemas.ManagedPolicy policy -> IdentityRecords.policy(policy);
            case io.posthorn.schemas.ClientToken token ->
                new ClientToken(
                        id, token.getOperation(), token.getFingerprint(), token.getOutput(), token.getExpiresAt());
            case Object other ->
                throw new IllegalArgumentException(
                        "no resource type for " + other.getClass().getName());
        };
    }

    private static io.posthorn.schemas.PhoneNumber number(OriginationNumber number) {
        var settings = number.settings();
        return new io.posthorn.schemas.PhoneNumber(
                number.id(),
                number.number().value(),
                number.status().name(),
                number.country(),
                toRecord(settings.messageType()),
                number.capabilities().stream().map(Enum::name).sorted().toList(),
                number.type().name(),
                number.monthlyLeasingPrice().toPlainString(),
                settings.twoWay().enabled(),
                settings.twoWay().channelArn(),
                settings.twoWay().channelRole(),
                settings.selfManagedOptOuts(),
                settings.optOutListName(),
                number.internationalSending(),
                number.deletionProtection(),
                number.poolId(),
                number.registrationId(),
                number.carrier(),
                tags(number.tags()),
                number.createdAt(),
                number.partsPerSecond(),
                number.twoWaySupported());
    }

    private static OriginationNumber number(io.posthorn.schemas.PhoneNumber rec) {
        return new OriginationNumber(
                rec.getId(),
                new PhoneNumber(rec.getPhoneNumber()),
                NumberStatus.valueOf(rec.getStatus()),
                rec.getIsoCountryCode(),
                rec.getCapabilities().stream().map(Capability::valueOf).collect(Collectors.toSet()),
                NumberType.valueOf(rec.getNumberType()),
                new BigDecimal(rec.getMonthlyLeasingPrice()),
                new IdentitySettings(
                        fromRecord(rec.getMessageType()),
                        new TwoWay(rec.getTwoWayEnabled(), rec.getTwoWayChannelArn(), rec.getTwoWayChannelRole()),
                        rec.getSelfManagedOptOutsEnabled(),
                        rec.getOptOutListName()),
                rec.getInternationalSendingEnabled(),
                rec.getDeletionProtectionEnabled(),
                rec.getPoolId(),
                rec.getRegistrationId(),
                rec.getCarrier(),
                fromTags(rec.getTags()),
                rec.getCreatedAt(),
                rec.getPartsPerSecond(),
                rec.getTwoWaySupported());
    }

    private static io.posthorn.schemas.Pool pool(Pool pool) {
        var settings = pool.settings();
        return new io.posthorn.schemas.Pool(
                pool.id(),
                pool.status().name(),
                toRecord(settings.messageType()),
                settings.twoWay().enabled(),
                settings.twoWay().channelArn(),
                settings.twoWay().channelRole(),
                settings.selfManagedOptOuts(),
                settings.optOutListName(),
                pool.sharedRoutes(),
                pool.deletionProtection(),
                pool.members(),
                tags(pool.tags()),
                pool.createdAt());
    }

    private static Pool pool(io.posthorn.schemas.Pool rec) {
        return new Pool(
                rec.getId(),
                PoolStatus.valueOf(rec.getStatus()),
                new IdentitySettings(
                        fromRecord(rec.getMessageType()),
                        new TwoWay(rec.getTwoWayEnabled(), rec.getTwoWayChannelArn(), rec.getTwoWayChannelRole()),
                        rec.getSelfManagedOptOutsEnabled(),
                        rec.getOptOutListName()),
                rec.getSharedRoutesEnabled(),
                rec.getDeletionProtectionEnabled(),
                rec.getMembers(),
                fromTags(rec.getTags()),
                rec.getCreatedAt());
    }

    private static io.posthorn.schemas.ConfigurationSet configurationSet(ConfigurationSet set) {
        var type = set.defaultMessageType();
        return new io.posthorn.schemas.ConfigurationSet(
                set.name(),
                type == null ? null : toRecord(type),
                set.defaultSenderId(),
                set.defaultMessageFeedback(),
                set.protectConfigurationId(),
                tags(set.tags()),
                set.createdAt());
    }

    private static ConfigurationSet configurationSet(io.posthorn.schemas.ConfigurationSet rec) {
        var type = rec.getDefaultMessageType();
        return new ConfigurationSet(
                rec.getName(),
                type == null ? null : fromRecord(type),
                rec.getDefaultSenderId(),
                rec.getDefaultMessageFeedbackEnabled(),
                rec.getProtectConfigurationId(),
                fromTags(rec.getTags()),
                rec.getCreatedAt());
    }

    private static io.posthorn.schemas.EventDestination eventDestination(EventDestination destination) {
        return new io.posthorn.schemas.EventDestination(
                destination.configurationSetName(),
                destination.name(),
                destination.enabled(),
                destination.matching().stream().sorted().map(Enum::name).toList(),
                EventDestinationKind.valueOf(destination.target().name()),
                destination.targetArn(),
                destination.iamRoleArn(),
                destination.createdAt());
    }

    private static EventDestination eventDestination(io.posthorn.schemas.EventDestination rec) {
        return new EventDestination(
                rec.getConfigurationSetName(),
                rec.getName(),
                rec.getEnabled(),
                rec.getMatchingEventTypes().stream().map(EventType::valueOf).collect(Collectors.toSet()),
                EventDestination.Target.valueOf(rec.getKind().name()),
                rec.getTargetArn(),
                rec.getIamRoleArn(),
                rec.getCreatedAt());
    }

    private static io.posthorn.schemas.ProtectConfiguration protectConfiguration(ProtectConfiguration protect) {
        var rules = new HashMap<String, Map<String, String>>();
        protect.rules().forEach((capability, countries) -> {
            var statuses = new HashMap<String, String>();
            countries.forEach((country, status) -> statuses.put(country, status.name()));
            rules.put(capability.name(), statuses);
        });
        return new io.posthorn.schemas.ProtectConfiguration(
                protect.id(),
                protect.accountDefault(),
                protect.deletionProtection(),
                rules,
                tags(protect.tags()),
                protect.createdAt());
    }

    private static ProtectConfiguration protectConfiguration(io.posthorn.schemas.ProtectConfiguration rec) {
        var rules = new EnumMap<Capability, Map<String, ProtectStatus>>(Capability.class);
        rec.getRules().forEach((capability, countries) -> {
            var statuses = new HashMap<String, ProtectStatus>();
            countries.forEach((country, status) -> statuses.put(country, ProtectStatus.valueOf(status)));
            rules.put(Capability.valueOf(capability), statuses);
        });
        return new ProtectConfiguration(
                rec.getId(),
                rec.getAccountDefault(),
                rec.getDeletionProtectionEnabled(),
                rules,
                fromTags(rec.getTags()),
                rec.getCreatedAt());
    }

    private static io.posthorn.schemas.SenderId senderId(SenderId senderId) {
        return new io.posthorn.schemas.SenderId(
                senderId.name(),
                senderId.country(),
                senderId.messageTypes().stream()
                        .sorted()
                        .map(ResourceRecords::toRecord)
                        .toList(),
                senderId.monthlyLeasingPrice().toPlainString(),
                senderId.deletionProtection(),
                senderId.registered(),
                senderId.registrationId(),
                senderId.poolId(),
                senderId.carrier(),
                tags(senderId.tags()),
                senderId.createdAt());
    }

    private static SenderId senderId(io.posthorn.schemas.SenderId rec) {
        return new SenderId(
                rec.getName(),
                rec.getIsoCountryCode(),
                rec.getMessageTypes().stream().map(ResourceRecords::fromRecord).collect(Collectors.toSet()),
                new BigDecimal(rec.getMonthlyLeasingPrice()),
                rec.getDeletionProtectionEnabled(),
                rec.getRegistered(),
                rec.getRegistrationId(),
                rec.getPoolId(),
                rec.getCarrier(),
                fromTags(rec.getTags()),
                rec.getCreatedAt());
    }

    private static io.posthorn.schemas.VerifiedDestinationNumber verifiedDestination(
            VerifiedDestinationNumber destination) {
        var code = destination.code();
        return new io.posthorn.schemas.VerifiedDestinationNumber(
                destination.id(),
                destination.number().value(),
                destination.status().name(),
                code == null
                        ? null
                        : new io.posthorn.schemas.VerificationCode(code.digits(), code.validUntil(), code.wrongTries()),
                destination.codeMessages().stream()
                        .map(message -> new io.posthorn.schemas.VerificationMessage(
                                message.messageId(), message.sentAt(), message.free()))
                        .toList(),
                tags(destination.tags()),
                destination.createdAt());
    }

    private static VerifiedDestinationNumber verifiedDestination(io.posthorn.schemas.VerifiedDestinationNumber rec) {
        var code = rec.getCode();
        return new VerifiedDestinationNumber(
                rec.getId(),
                new PhoneNumber(rec.getPhoneNumber()),
                VerificationStatus.valueOf(rec.getStatus()),
                code == null
                        ? null
                        : new VerifiedDestinationNumber.Code(
                                code.getDigits(), code.getValidUntil(), code.getWrongTries()),
                rec.getCodeMessages().stream()
                        .map(message -> new VerifiedDestinationNumber.CodeMessage(
                                message.getMessageId(), message.getSentAt(), message.getFree()))
                        .toList(),
                fromTags(rec.getTags()),
                rec.getCreatedAt());
    }

    private static io.posthorn.schemas.MessageType toRecord(MessageType type) {
        return io.posthorn.schemas.MessageType.valueOf(type.name());
    }

    private static MessageType fromRecord(io.posthorn.schemas.MessageType type) {
        return MessageType.valueOf(type.name());
    }

    static List<io.posthorn.schemas.Tag> tags(List<Tag> tags) {
        return tags.stream()
                .map(tag -> new io.posthorn.schemas.Tag(tag.key(), tag.value()))
                .toList();
    }

    static List<Tag> fromTags(@Nullable List<io.posthorn.schemas.Tag> tags) {
        return Objects.requireNonNullElse(tags, List.<io.posthorn.schemas.Tag>of()).stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }
}
