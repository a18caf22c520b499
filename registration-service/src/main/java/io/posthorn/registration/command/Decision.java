package io.posthorn.registration.command;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.send.SendOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What follows from a request. */
public sealed interface Decision {

    /**
     * The request is granted.
     *
     * @param changes made together or not at all, in this order
     * @param output a record with at least the members the operation's answer has in the model
     * @param sends messages to be sent, together with the changes or not at all
     */
    record Changed(List<Change> changes, Object output, List<SendOrder> sends) implements Decision {
        public Changed {
            changes = List.copyOf(changes);
            sends = List.copyOf(sends);
        }

        public Changed(List<Change> changes, Object output) {
            this(changes, output, List.of());
        }
    }

    /**
     * Would be granted if the inventory had such a number. The request is decided again, with what the inventory offers
     * in its context and the account as it stands then; nothing changes until then.
     */
    record Asks(NumberWish wish) implements Decision {}

    /**
     * The request is refused.
     *
     * @param changes what is noted about the attempt nevertheless
     */
    record Refused(ApiError error, List<Change> changes) implements Decision {
        public Refused {
            changes = List.copyOf(changes);
        }

        public Refused(ApiError error) {
            this(error, List.of());
        }
    }

    static Decision changed(Object output, Change... changes) {
        return new Changed(List.of(changes), output);
    }

    /** Goes on with the resource that {@code idOrArn} names, or refuses because there is none. */
    static <R extends Resource> Decision given(
            AccountResources account, ResourceKind<R> kind, String idOrArn, Function<R, Decision> decide) {
        return account.findNamed(kind, idOrArn).map(decide).orElseGet(() -> notFound(typeOf(kind), idOrArn));
    }

    static Decision notFound(ResourceType type, String id) {
        return new Refused(new ApiError.ResourceNotFound(type, id));
    }

    /** The request does not go with the present state of {@code resource}. */
    static Decision conflict(ConflictReason reason, Resource resource) {
        return conflict(reason, typeOf(resource.kind()), resource.id());
    }

    static Decision conflict(ConflictReason reason, ResourceType type, String id) {
        return new Refused(new ApiError.Conflict(reason, type, id));
    }

    static Decision quotaExceeded(QuotaReason reason) {
        return new Refused(new ApiError.ServiceQuotaExceeded(reason));
    }

    /**
     * One member of the request cannot be right.
     *
     * @param message what is wrong, without the value
     */
    static Decision invalid(ValidationReason reason, String member, String message) {
        return new Refused(new ApiError.Validation(reason, List.of(new ApiError.Field(member, message)), ""));
    }

    /** How errors call a kind of resource. */
    static ResourceType typeOf(ResourceKind<?> kind) {
        return Arrays.stream(ResourceType.values())
                .filter(type -> type.wireName().equals(kind.path()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("errors cannot name a " + kind));
    }
}
