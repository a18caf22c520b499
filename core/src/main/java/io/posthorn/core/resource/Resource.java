package io.posthorn.core.resource;

import java.util.List;

/** Something an account owns and the control plane keeps. */
public sealed interface Resource
        permits OriginationNumber,
                Pool,
                ConfigurationSet,
                EventDestination,
                OptOutList,
                ProtectConfiguration,
                SenderId,
                Keyword,
                VerifiedDestinationNumber,
                SpendLimitOverride,
                Registration,
                RegistrationVersion,
                RegistrationAttachment,
                Topic,
                Subscription,
                Identity,
                UserKey,
                ManagedPolicy,
                ClientToken {

    /** What kind of resource this is. */
    ResourceKind<?> kind();

    /** Unique among the resources of this kind in one account and region. */
    String id();

    /** Its labels; none where resources of this kind have none. */
    default List<Tag> tags() {
        return List.of();
    }

    /** The key of this resource where it lives in {@code scope}. */
    default ResourceKey in(Scope scope) {
        return new ResourceKey(scope, kind(), id());
    }
}
