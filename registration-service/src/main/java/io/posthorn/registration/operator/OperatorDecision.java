package io.posthorn.registration.operator;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.operator.OperatorResource;
import java.util.List;

/** What follows from a request of the operator. */
public sealed interface OperatorDecision {

    /**
     * The request is granted.
     *
     * @param changes made together or not at all, in this order
     * @param output a record with at least the members the operation's answer has in the model
     */
    record Changed(List<Change> changes, Object output) implements OperatorDecision {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** The request is refused and nothing changes. */
    record Refused(ApiError error) implements OperatorDecision {}

    /** One change. */
    sealed interface Change {
        record Put(OperatorResource resource) implements Change {}

        record Remove(OperatorResource resource) implements Change {}
    }

    /** What was asked for has been done before. */
    static OperatorDecision unchanged(Object output) {
        return new Changed(List.of(), output);
    }

    static OperatorDecision put(OperatorResource resource, Object output) {
        return new Changed(List.of(new Change.Put(resource)), output);
    }

    static OperatorDecision remove(OperatorResource resource, Object output) {
        return new Changed(List.of(new Change.Remove(resource)), output);
    }

    static OperatorDecision notFound(ResourceType type, String id) {
        return new Refused(new ApiError.ResourceNotFound(type, id));
    }

    static OperatorDecision conflict(ConflictReason reason, ResourceType type, String id) {
        return new Refused(new ApiError.Conflict(reason, type, id));
    }

    static OperatorDecision invalid(List<ApiError.Field> fields) {
        return new Refused(new ApiError.Validation(ValidationReason.INVALID_PARAMETER, fields, ""));
    }

    static OperatorDecision invalid(ValidationReason reason, String member, String message) {
        return new Refused(new ApiError.Validation(reason, List.of(new ApiError.Field(member, message)), ""));
    }

    /** How many entries of a list were written. */
    record Written(int written) {}
}
