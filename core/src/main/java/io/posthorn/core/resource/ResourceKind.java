package io.posthorn.core.resource;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of resource together with the type that holds it.
 *
 * @param path how the kind is written in keys and ARNs, such as {@code phone-number}
 * @param type the type of its resources
 */
public record ResourceKind<R extends Resource>(String path, Class<R> type) {
    public static final ResourceKind<OriginationNumber> PHONE_NUMBER =
            new ResourceKind<>("phone-number", OriginationNumber.class);
    public static final ResourceKind<Pool> POOL = new ResourceKind<>("pool", Pool.class);
    public static final ResourceKind<ConfigurationSet> CONFIGURATION_SET =
            new ResourceKind<>("configuration-set", ConfigurationSet.class);
    public static final ResourceKind<EventDestination> EVENT_DESTINATION =
            new ResourceKind<>("event-destination", EventDestination.class);
    public static final ResourceKind<OptOutList> OPT_OUT_LIST = new ResourceKind<>("opt-out-list", OptOutList.class);
    public static final ResourceKind<ProtectConfiguration> PROTECT_CONFIGURATION =
            new ResourceKind<>("protect-configuration", ProtectConfiguration.class);
    public static final ResourceKind<SenderId> SENDER_ID = new ResourceKind<>("sender-id", SenderId.class);
    public static final ResourceKind<Keyword> KEYWORD = new ResourceKind<>("keyword", Keyword.class);
    public static final ResourceKind<VerifiedDestinationNumber> VERIFIED_DESTINATION_NUMBER =
            new ResourceKind<>("verified-destination-number", VerifiedDestinationNumber.class);
    public static final ResourceKind<SpendLimitOverride> SPEND_LIMIT_OVERRIDE =
            new ResourceKind<>("spend-limit-override", SpendLimitOverride.class);
    public static final ResourceKind<Registration> REGISTRATION =
            new ResourceKind<>("registration", Registration.class);
    public static final ResourceKind<RegistrationVersion> REGISTRATION_VERSION =
            new ResourceKind<>("registration-version", RegistrationVersion.class);
    public static final ResourceKind<RegistrationAttachment> REGISTRATION_ATTACHMENT =
            new ResourceKind<>("registration-attachment", RegistrationAttachment.class);
    public static final ResourceKind<Topic> TOPIC = new ResourceKind<>("topic", Topic.class);
    public static final ResourceKind<Subscription> SUBSCRIPTION =
            new ResourceKind<>("subscription", Subscription.class);
    public static final ResourceKind<User> USER = new ResourceKind<>("user", User.class);
    public static final ResourceKind<Group> GROUP = new ResourceKind<>("group", Group.class);
    public static final ResourceKind<Role> ROLE = new ResourceKind<>("role", Role.class);
    public static final ResourceKind<UserKey> USER_KEY = new ResourceKind<>("user-key", UserKey.class);
    public static final ResourceKind<ManagedPolicy> POLICY = new ResourceKind<>("policy", ManagedPolicy.class);
    public static final ResourceKind<ClientToken> CLIENT_TOKEN = new ResourceKind<>("client-token", ClientToken.class);

    public static final List<ResourceKind<?>> ALL = List.of(
            PHONE_NUMBER,
            POOL,
            CONFIGURATION_SET,
            EVENT_DESTINATION,
            OPT_OUT_LIST,
            PROTECT_CONFIGURATION,
            SENDER_ID,
            KEYWORD,
            VERIFIED_DESTINATION_NUMBER,
            SPEND_LIMIT_OVERRIDE,
            REGISTRATION,
            REGISTRATION_VERSION,
            REGISTRATION_ATTACHMENT,
            TOPIC,
            SUBSCRIPTION,
            USER,
            GROUP,
            ROLE,
            USER_KEY,
            POLICY,
            CLIENT_TOKEN);

    private static final Set<String> IDENTITIES = Set.of(USER.path, GROUP.path, ROLE.path, USER_KEY.path, POLICY.path);

    /** The kind written as {@code path}. */
    public static Optional<ResourceKind<?>> named(String path) {
        for (var kind : ALL) {
            if (kind.path.equals(path)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /**
     * What the ARN of a resource in {@code scope} begins with; the id follows. Topics and identities are of other
     * services than the rest.
     */
    public String arnPrefix(Scope scope) {
        if (IDENTITIES.contains(path)) {
            return "arn:aws:iam::" + scope.account() + ":" + path + "/";
        }
        var place = scope.region() + ":" + scope.account() + ":";
        return equals(TOPIC) || equals(SUBSCRIPTION)
                ? "arn:aws:sns:" + place
                : "arn:aws:sms-voice:" + place + path + "/";
    }

    @Override
    public String toString() {
        return path;
    }
}
