package io.posthorn.gateway.read;

import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.account.SpendLimits;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.ConfigurationSetOutput;
import io.posthorn.core.api.output.CountryRuleSetOutput;
import io.posthorn.core.api.output.OptOutListOutput;
import io.posthorn.core.api.output.OriginationIdentityOutput;
import io.posthorn.core.api.output.PhoneNumberOutput;
import io.posthorn.core.api.output.PoolOutput;
import io.posthorn.core.api.output.ProtectConfigurationOutput;
import io.posthorn.core.api.output.SpendLimitOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.event.EventType;
import io.posthorn.core.registration.RegistrationTypes;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.IdOrArn;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.send.Channel;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The operations that only look. */
public final class Reads {
    private static final String POOL_ID = "PoolId";
    private static final String LIST_NAME = "OptOutListName";
    private static final String RESOURCE_ARN = "ResourceArn";

    private final Function<Scope, AccountResources> resources;
    private final OptedOutNumbers optedOut;
    private final AccountProfiles profiles;

    public Reads(Function<Scope, AccountResources> resources, OptedOutNumbers optedOut, AccountProfiles profiles) {
        this.resources = resources;
        this.optedOut = optedOut;
        this.profiles = profiles;
    }

    /** All of them. */
    public List<OfferedOperation> offered() {
        Map<String, Read> reads = new LinkedHashMap<>();
        reads.put("DescribePhoneNumbers", phoneNumbers());
        reads.put("DescribePools", pools());
        reads.put("ListPoolOriginationIdentities", this::poolMembers);
        reads.put("DescribeConfigurationSets", configurationSets());
        reads.put("DescribeOptOutLists", optOutLists());
        reads.put("DescribeOptedOutNumbers", this::optedOutNumbers);
        reads.put("DescribeProtectConfigurations", protectConfigurations());
        reads.put("GetProtectConfigurationCountryRuleSet", this::countryRules);
        reads.put("DescribeSenderIds", new SenderIdRead());
        reads.put("DescribeKeywords", new KeywordRead());
        reads.put("DescribeVerifiedDestinationNumbers", new VerifiedDestinationRead());
        reads.put("DescribeSpendLimits", this::spendLimits);
        reads.putAll(new RegistrationReads(RegistrationTypes.builtIn()).reads());
        reads.put("ListTagsForResource", this::tags);
        reads.put("DescribeAccountAttributes", this::accountAttributes);
        reads.put("DescribeAccountLimits", this::accountLimits);
        return reads.entrySet().stream()
                .map(read -> new OfferedOperation(
                        read.getKey(), call -> answer(read.getValue(), resources.apply(call.caller()), call)))
                .toList();
    }

    static Answer answer(Read read, AccountResources account, Call call) {
        try {
            var operation = call.operation();
            var output = read.answer(operation, account, call.input());
            return new Answer.Done(WireJson.answer(operation.output(), output).toString());
        } catch (RefusedException refused) {
            return new Answer.Refused(refused.error());
        }
    }

    private static Read phoneNumbers() {
        var filters = new Filters<OriginationNumber>()
                .constant("status", NumberStatus.class, OriginationNumber::status)
                .text("iso-country-code", OriginationNumber::country)
                .constant(
                        "message-type",
                        MessageType.class,
                        number -> number.settings().messageType())
                .constants("number-capability", Capability.class, OriginationNumber::capabilities)
                .constant("number-type", NumberType.class, OriginationNumber::type)
                .flag("two-way-enabled", number -> number.settings().twoWay().enabled())
                .flag(
                        "self-managed-opt-outs-enabled",
                        number -> number.settings().selfManagedOptOuts())
                .text("opt-out-list-name", number -> number.settings().optOutListName())
                .flag("deletion-protection-enabled", OriginationNumber::deletionProtection)
                .text(
                        "two-way-channel-arn",
                        number -> number.settings().twoWay().channelArn());
        return new Describe<>(
                ResourceKind.PHONE_NUMBER,
                ResourceType.PHONE_NUMBER,
                "PhoneNumberIds",
                "PhoneNumbers",
                filters,
                (account, number) -> PhoneNumberOutput.of(account.scope(), number));
    }

    private static Read pools() {
        var filters = new Filters<Pool>()
                .constant("status", PoolStatus.class, Pool::status)
                .constant(
                        "message-type",
                        MessageType.class,
                        pool -> pool.settings().messageType())
                .flag("two-way-enabled", pool -> pool.settings().twoWay().enabled())
                .flag("self-managed-opt-outs-enabled", pool -> pool.settings().selfManagedOptOuts())
                .text("opt-out-list-name", pool -> pool.settings().optOutListName())
                .flag("shared-routes-enabled", Pool::sharedRoutes)
                .flag("deletion-protection-enabled", Pool::deletionProtection)
                .text("two-way-channel-arn", pool -> pool.settings().twoWay().channelArn());
        return new Describe<>(
                ResourceKind.POOL,
                ResourceType.POOL,
                "PoolIds",
                "Pools",
                filters,
                (account, pool) -> PoolOutput.of(account.scope(), pool));
    }

    private static Read configurationSets() {
        // Filters see a set together with its destinations.
        return (operation, account, input) -> {
            var filters = new Filters<ConfigurationSet>()
                    .texts(
                            "event-destination-name",
                            set -> destinations(account, set)
                                    .map(EventDestination::name)
                                    .toList())
                    .constants(
                            "matching-event-types",
                            EventType.class,
                            set -> destinations(account, set)
                                    .flatMap(destination -> destination.matching().stream())
                                    .toList())
                    .constant("default-message-type", MessageType.class, ConfigurationSet::defaultMessageType)
                    .text("default-sender-id", ConfigurationSet::defaultSenderId)
                    .optionalFlag("default-message-feedback-enabled", ConfigurationSet::defaultMessageFeedback)
                    .text("protect-configuration-id", ConfigurationSet::protectConfigurationId);
            return new Describe<>(
                            ResourceKind.CONFIGURATION_SET,
                            ResourceType.CONFIGURATION_SET,
                            "ConfigurationSetNames",
                            "ConfigurationSets",
                            filters,
                            ConfigurationSetOutput::of)
                    .answer(operation, account, input);
        };
    }

    private static Stream<EventDestination> destinations(AccountResources account, ConfigurationSet set) {
        return ConfigurationSetOutput.destinations(account, set.name());
    }

    private static Read optOutLists() {
        return new Describe<>(
                ResourceKind.OPT_OUT_LIST,
                ResourceType.OPT_OUT_LIST,
                "OptOutListNames",
                "OptOutLists",
                new Filters<>(),
                (account, list) -> OptOutListOutput.of(account.scope(), list));
    }

    private static Read protectConfigurations() {
        var filters = new Filters<ProtectConfiguration>()
                .flag("account-default", ProtectConfiguration::accountDefault)
                .flag("deletion-protection-enabled", ProtectConfiguration::deletionProtection);
        return new Describe<>(
                ResourceKind.PROTECT_CONFIGURATION,
                ResourceType.PROTECT_CONFIGURATION,
                "ProtectConfigurationIds",
                "ProtectConfigurations",
                filters,
                (account, protect) -> ProtectConfigurationOutput.of(account.scope(), protect));
    }

    private Object poolMembers(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var pool = Describe.named(account, ResourceKind.POOL, ResourceType.POOL, Question.text(input, POOL_ID));
        var question = Question.of(operation, account.scope(), input);
        var wanted = new Filters<PoolMember>()
                .text("iso-country-code", member -> member.shown().isoCountryCode())
                .constants(
                        "number-capability",
                        Capability.class,
                        member -> member.shown().numberCapabilities())
                .predicate(question.filters());
        var members = pool.members().stream()
                .filter(id -> id.compareTo(question.after()) > 0)
                .sorted()
                .flatMap(id -> poolMember(account, id).stream())
                .filter(wanted);
        return Describe.page(
                "OriginationIdentities",
                question.page(members, PoolMember::id),
                PoolMember::shown,
                Map.of("PoolArn", account.arnOf(pool), POOL_ID, pool.id()));
    }

    /** @param id as the pool knows it */
    private record PoolMember(String id, OriginationIdentityOutput shown) {}

    private static Optional<PoolMember> poolMember(AccountResources account, String id) {
        return account.find(ResourceKind.PHONE_NUMBER, id)
                .map(number -> OriginationIdentityOutput.of(account.scope(), number))
                .or(() -> account.find(ResourceKind.SENDER_ID, id)
                        .map(senderId -> OriginationIdentityOutput.of(account.scope(), senderId)))
                .map(shown -> new PoolMember(id, shown));
    }

    private Object spendLimits(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var profile = profiles.of(account.scope().account());
        var question = Question.of(operation, account.scope(), input);
        var behind = Stream.of(Channel.values())
                .map(channel -> SpendLimitOutput.of(channel, SpendLimits.of(profile, account, channel)))
                .sorted(Comparator.comparing(SpendLimitOutput::name))
                .filter(limit -> limit.name().compareTo(question.after()) > 0);
        return Describe.page("SpendLimits", question.page(behind, SpendLimitOutput::name), each -> each, Map.of());
    }

    private Object optedOutNumbers(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var list = Describe.named(
                account, ResourceKind.OPT_OUT_LIST, ResourceType.OPT_OUT_LIST, Question.text(input, LIST_NAME));
        var question = Question.of(operation, account.scope(), input);
        var wanted = new Filters<OptedOutNumbers.OptedOut>()
                .flag("end-user-opted-out", OptedOutNumbers.OptedOut::endUserOptedOut)
                .predicate(question.filters());
        var numbers = Question.strings(input, "OptedOutNumbers");
        var candidates = numbers.isEmpty()
                ? optedOut.after(account.scope(), list, question.after())
                : named(account.scope(), list, numbers, question.after());
        return Describe.page(
                "OptedOutNumbers",
                question.page(candidates.filter(wanted), OptedOutNumbers.OptedOut::optedOutNumber),
                number -> number,
                Map.of("OptOutListArn", account.arnOf(list), LIST_NAME, list.name()));
    }

    private Stream<OptedOutNumbers.OptedOut> named(Scope scope, OptOutList list, List<String> numbers, String after)
            throws RefusedException {
        var found = new ArrayList<OptedOutNumbers.OptedOut>();
        for (var number : numbers) {
            var withPlus = number.startsWith("+") ? number : "+" + number;
            found.add(optedOut.find(scope, list, withPlus)
                    .orElseThrow(() -> new RefusedException(
                            new ApiError.ResourceNotFound(ResourceType.OPTED_OUT_NUMBER, number))));
        }
        return found.stream()
                .distinct()
                .filter(number -> number.optedOutNumber().compareTo(after) > 0)
                .sorted(Comparator.comparing(OptedOutNumbers.OptedOut::optedOutNumber));
    }

    private Object countryRules(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var protect = Describe.named(
                account,
                ResourceKind.PROTECT_CONFIGURATION,
                ResourceType.PROTECT_CONFIGURATION,
                Question.text(input, "ProtectConfigurationId"));
        var capability = Question.text(input, "NumberCapability");
        return Stream.of(Capability.values())
                .filter(each -> each.name().equals(capability))
                .findFirst()
                .map(each -> CountryRuleSetOutput.of(account.scope(), protect, each))
                .orElseThrow(() -> new RefusedException(new ApiError.Validation(
                        ValidationReason.CHANNEL_NOT_ENABLED,
                        List.of(new ApiError.Field("NumberCapability", "is not carried by this installation")),
                        "")));
    }

    private Object tags(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var arn = Question.text(input, RESOURCE_ARN);
        var tags = Stream.of(
                        taggedAs(ResourceKind.PHONE_NUMBER, OriginationNumber::tags, account, arn),
                        taggedAs(ResourceKind.POOL, Pool::tags, account, arn),
                        taggedAs(ResourceKind.CONFIGURATION_SET, ConfigurationSet::tags, account, arn),
                        taggedAs(ResourceKind.OPT_OUT_LIST, OptOutList::tags, account, arn),
                        taggedAs(ResourceKind.PROTECT_CONFIGURATION, ProtectConfiguration::tags, account, arn),
                        taggedAs(ResourceKind.SENDER_ID, SenderId::tags, account, arn),
                        taggedAs(
                                ResourceKind.VERIFIED_DESTINATION_NUMBER,
                                VerifiedDestinationNumber::tags,
                                account,
                                arn),
                        taggedAs(ResourceKind.REGISTRATION, Registration::tags, account, arn),
                        taggedAs(ResourceKind.REGISTRATION_ATTACHMENT, RegistrationAttachment::tags, account, arn))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new RefusedException(new ApiError.ResourceNotFound(typeOf(arn), arn)));
        return Map.of(RESOURCE_ARN, arn, "Tags", TagOutput.of(tags));
    }

    private static <R extends Resource> Optional<List<Tag>> taggedAs(
            ResourceKind<R> kind, Function<R, List<Tag>> tags, AccountResources account, String arn) {
        return IdOrArn.idOf(arn, kind, account.scope())
                .flatMap(id -> account.find(kind, id))
                .map(tags);
    }

    /** The type an ARN speaks of, as far as it can be told; in the end everything belongs to the account. */
    private static ResourceType typeOf(String arn) {
        return Stream.of(ResourceType.values())
                .filter(type -> arn.contains(":" + type.wireName() + "/"))
                .findFirst()
                .orElse(ResourceType.ACCOUNT);
    }

    private Object accountAttributes(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        record Attribute(String name, String value) {}
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute(
                "ACCOUNT_TIER", profiles.of(account.scope().account()).tier().name()));
        account.all(ResourceKind.PROTECT_CONFIGURATION)
                .filter(ProtectConfiguration::accountDefault)
                .findFirst()
                .ifPresent(protect -> attributes.add(new Attribute("DEFAULT_PROTECT_CONFIGURATION_ID", protect.id())));
        var question = Question.of(operation, account.scope(), input);
        var behind = attributes.stream().filter(each -> each.name().compareTo(question.after()) > 0);
        return Describe.page("AccountAttributes", question.page(behind, Attribute::name), each -> each, Map.of());
    }

    private Object accountLimits(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        record Limit(String name, long used, long max) {}
        var quotas = profiles.of(account.scope().account()).quotas();
        var limits = Stream.of(
                new Limit(
                        "CONFIGURATION_SETS",
                        count(account, ResourceKind.CONFIGURATION_SET),
                        quotas.configurationSets()),
                new Limit("OPT_OUT_LISTS", count(account, ResourceKind.OPT_OUT_LIST), quotas.optOutLists()),
                new Limit("PHONE_NUMBERS", count(account, ResourceKind.PHONE_NUMBER), quotas.phoneNumbers()),
                new Limit("POOLS", count(account, ResourceKind.POOL), quotas.pools()),
                new Limit("REGISTRATIONS", count(account, ResourceKind.REGISTRATION), quotas.registrations()),
                new Limit(
                        "REGISTRATION_ATTACHMENTS",
                        count(account, ResourceKind.REGISTRATION_ATTACHMENT),
                        quotas.registrationAttachments()),
                new Limit("SENDER_IDS", count(account, ResourceKind.SENDER_ID), quotas.senderIds()),
                new Limit(
                        "VERIFIED_DESTINATION_NUMBERS",
                        count(account, ResourceKind.VERIFIED_DESTINATION_NUMBER),
                        quotas.verifiedDestinationNumbers()));
        var question = Question.of(operation, account.scope(), input);
        var behind = limits.filter(limit -> limit.name().compareTo(question.after()) > 0);
        return Describe.page("AccountLimits", question.page(behind, Limit::name), each -> each, Map.of());
    }

    private static long count(AccountResources account, ResourceKind<?> kind) {
        return account.all(kind).count();
    }
}
