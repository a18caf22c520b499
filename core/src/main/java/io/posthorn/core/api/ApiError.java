package io.posthorn.core.api;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The errors the API model knows. Clients branch on the type and the reason; {@link #message()} is for people. */
public sealed interface ApiError {
    /** One line; never holds a message body or a credential. */
    String message();

    /**
     * The request cannot be right, whatever the state of the account.
     *
     * @param fields the members concerned; empty when it is not about single members
     * @param detail a sentence for people; may be empty
     */
    record Validation(ValidationReason reason, List<Field> fields, String detail) implements ApiError {
        /** Keeps the line readable; the list itself is always whole. */
        private static final int MAX_FIELDS_IN_MESSAGE = 5;

        public Validation {
            fields = List.copyOf(fields);
        }

        public Validation(ValidationReason reason, String detail) {
            this(reason, List.of(), detail);
        }

        /** What the check of a request found. */
        public static Validation of(List<FieldViolation> violations) {
            return new Validation(
                    ValidationReason.FIELD_VALIDATION_FAILED,
                    violations.stream()
                            .map(violation -> new Field(violation.path(), violation.message()))
                            .toList(),
                    "");
        }

        @Override
        public String message() {
            var text = new StringBuilder("Validation Failed - Reason=\"")
                    .append(reason)
                    .append('"');
            if (!fields.isEmpty()) {
                var listed = new StringJoiner("; ", " Fields=\"", "\"");
                fields.stream().limit(MAX_FIELDS_IN_MESSAGE).forEach(field -> listed.add(field.told()));
                text.append(listed);
            }
            return detail.isEmpty()
                    ? text.toString()
                    : text.append(": ").append(detail).toString();
        }
    }

    /**
     * One member of a request that is not valid.
     *
     * @param name as in {@link FieldViolation#path()}; empty where it is the request as a whole
     * @param message goes on from the name, such as "is required", or is a sentence of its own
     */
    record Field(String name, String message) {
        /** Name and message in one. */
        public String told() {
            if (name.isEmpty()) {
                return message;
            }
            var isSentence = !message.isEmpty() && Character.isUpperCase(message.charAt(0));
            return name + (isSentence ? ": " : " ") + message;
        }
    }

    /** The request is valid but does not go with the present state of a resource. */
    record Conflict(ConflictReason reason, ResourceType resourceType, String resourceId) implements ApiError {
        @Override
        public String message() {
            return "Conflict Occurred - Reason=\"" + reason + "\" " + resource(resourceType, resourceId);
        }
    }

    /** The account has no such resource; that another account has one is never told. */
    record ResourceNotFound(ResourceType resourceType, String resourceId) implements ApiError {
        @Override
        public String message() {
            return "Resource Not Found - " + resource(resourceType, resourceId);
        }
    }

    record ServiceQuotaExceeded(QuotaReason reason) implements ApiError {
        @Override
        public String message() {
            return "Service Quota Exceeded - Reason=\"" + reason + '"';
        }
    }

    /**
     * The caller may not do this.
     *
     * @param reason null when a policy denies it; the model has reasons only for whole accounts
     * @param detail a sentence for people; may be empty
     */
    record AccessDenied(@Nullable AccessDeniedReason reason, String detail) implements ApiError {
        @Override
        public String message() {
            if (reason == null) {
                return detail.isEmpty() ? "Access Denied" : detail;
            }
            var text = "Access Denied - Reason=\"" + reason + '"';
            return detail.isEmpty() ? text : text + ": " + detail;
        }
    }

    /** The same request would succeed later. */
    record Throttling(String message) implements ApiError {}

    /** The fault is ours; nothing about it is told but the id of the request, which finds it in the log. */
    record InternalServer() implements ApiError {
        @Override
        public String message() {
            return "An internal error occurred";
        }
    }

    private static String resource(ResourceType type, String id) {
        return "ResourceType=\"" + type.wireName() + "\" ResourceId=\"" + id + '"';
    }
}
