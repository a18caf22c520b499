package io.posthorn.registration.tag;

import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ClientToken;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.Identity;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.ManagedPolicy;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.resource.UserKey;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The tags of whatever an ARN names. */
final class TaggedResources {
    /** Account and region are compared by the lookup; only the kind is needed here. */
    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:sms-voice:[a-z0-9-]*:[0-9]*:([a-z-]+)/.+");

    private static final Set<ResourceKind<?>> UNTAGGED = Set.of(
            ResourceKind.EVENT_DESTINATION,
            ResourceKind.KEYWORD,
            ResourceKind.SPEND_LIMIT_OVERRIDE,
            ResourceKind.REGISTRATION_VERSION,
            ResourceKind.TOPIC,
            ResourceKind.SUBSCRIPTION,
            ResourceKind.USER,
            ResourceKind.GROUP,
            ResourceKind.ROLE,
            ResourceKind.USER_KEY,
            ResourceKind.POLICY,
            ResourceKind.CLIENT_TOKEN);

    private record NoOutput() {}

    private TaggedResources() {}

    /** Goes on with the present tags of the resource that {@code arn} names, or refuses. */
    static Decision given(AccountResources account, String arn, Function<Resource, Decision> decide) {
        return kindOf(arn)
                .map(kind -> Decision.given(account, kind, arn, decide::apply))
                .orElseGet(() -> Decision.invalid(
                        ValidationReason.INVALID_ARN, "ResourceArn", "is not the ARN of something that has tags"));
    }

    private static Optional<ResourceKind<?>> kindOf(String arn) {
        var match = ARN.matcher(arn);
        return match.matches()
                ? ResourceKind.named(match.group(1)).filter(kind -> !UNTAGGED.contains(kind))
                : Optional.empty();
    }

    static Decision tagged(Resource resource, List<Tag> tags) {
        Resource changed =
                switch (resource) {
                    case OriginationNumber number -> number.tagged(tags);
                    case Pool pool -> pool.tagged(tags);
                    case ConfigurationSet set -> set.tagged(tags);
                    case OptOutList list -> list.tagged(tags);
                    case ProtectConfiguration protect -> protect.tagged(tags);
                    case SenderId senderId -> senderId.tagged(tags);
                    case VerifiedDestinationNumber destination -> destination.tagged(tags);
                    case Registration registration -> registration.tagged(tags);
                    case RegistrationAttachment attachment -> attachment.tagged(tags);
                    case RegistrationVersion version -> version;
                    case EventDestination destination -> destination;
                    case Keyword keyword -> keyword;
                    case SpendLimitOverride override -> override;
                    case Topic topic -> topic;
                    case Subscription subscription -> subscription;
                    case Identity identity -> identity;
                    case UserKey key -> key;
                    case ManagedPolicy policy -> policy;
                    case ClientToken token -> token;
                };
        return Decision.changed(new NoOutput(), new Change.Put(changed));
    }
}
