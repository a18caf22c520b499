package io.posthorn.registration.command;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
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
     */
    record Changed(List<Change> changes, Object output) implements Decision {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** The request is refused and nothing changes. */
    record Refused(ApiError error) implements Decision {}

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
