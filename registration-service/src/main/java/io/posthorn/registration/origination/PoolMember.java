package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.SenderId;
import org.jspecify.annotations.Nullable;

/** An origination identity as something that can be in a pool. */
sealed interface PoolMember {

    Resource resource();

    /** How requests and answers name it. */
    String named();

    /** ISO 3166-1 alpha-2 code of the country it belongs to. */
    String country();

    @Nullable
    String poolId();

    /** The resource in the pool {@code id}, or in none. */
    Resource inPool(@Nullable String id);

    /** Why it cannot be in two pools. */
    ConflictReason inAnotherPool();

    /** Whether it may be used for such messages. */
    boolean isFor(MessageType type);

    /** The settings a pool takes over from it. */
    IdentitySettings settings(MessageType type);

    record OfNumber(OriginationNumber number) implements PoolMember {
        @Override
        public Resource resource() {
            return number;
        }

        @Override
        public String named() {
            return number.id();
        }

        @Override
        public String country() {
            return number.country();
        }

        @Override
        public @Nullable String poolId() {
            return number.poolId();
        }

        @Override
        public Resource inPool(@Nullable String id) {
            return number.inPool(id);
        }

        @Override
        public ConflictReason inAnotherPool() {
            return ConflictReason.PHONE_NUMBER_ASSOCIATED_TO_POOL;
        }

        @Override
        public boolean isFor(MessageType type) {
            return number.settings().messageType() == type;
        }

        @Override
        public IdentitySettings settings(MessageType type) {
            return number.settings();
        }
    }

    record OfSenderId(SenderId senderId) implements PoolMember {
        @Override
        public Resource resource() {
            return senderId;
        }

        @Override
        public String named() {
            return senderId.name();
        }

        @Override
        public String country() {
            return senderId.country();
        }

        @Override
        public @Nullable String poolId() {
            return senderId.poolId();
        }

        @Override
        public Resource inPool(@Nullable String id) {
            return senderId.inPool(id);
        }

        @Override
        public ConflictReason inAnotherPool() {
            return ConflictReason.SENDER_ID_ASSOCIATED_TO_POOL;
        }

        @Override
        public boolean isFor(MessageType type) {
            return senderId.messageTypes().contains(type);
        }

        @Override
        public IdentitySettings settings(MessageType type) {
            return senderId.settings(type);
        }
    }
}
