package io.posthorn.registration.topic;

import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.topic.InvalidAttributeException;
import io.posthorn.registration.command.Decision;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads attributes, in a map or one at a time, into settings. */
final class Attributes {
    static final String MEMBER = "Attributes";
    private static final String VALUE = "AttributeValue";

    private Attributes() {}

    /** Takes one attribute into settings. */
    @FunctionalInterface
    interface Reader<S> {
        S with(S settings, String name, String value) throws InvalidAttributeException;
    }

    /** Looks at settings as a whole. */
    @FunctionalInterface
    interface Check<S> {
        S checked(S settings) throws InvalidAttributeException;
    }

    /** Goes on with settings that have taken in all of {@code attributes}, or refuses. */
    static <S> Decision all(
            @Nullable Map<String, String> attributes,
            S usual,
            Reader<S> reader,
            Check<S> check,
            Function<S, Decision> decide) {
        var settings = usual;
        for (var attribute : attributes == null ? Map.<String, String>of().entrySet() : attributes.entrySet()) {
            try {
                settings = reader.with(settings, attribute.getKey(), attribute.getValue());
            } catch (InvalidAttributeException invalid) {
                return refused(MEMBER + "." + attribute.getKey(), invalid);
            }
        }
        try {
            return decide.apply(check.checked(settings));
        } catch (InvalidAttributeException invalid) {
            return refused(MEMBER, invalid);
        }
    }

    /** Goes on with settings that have taken in one attribute, or refuses. */
    static <S> Decision one(
            String name,
            @Nullable String value,
            S present,
            Reader<S> reader,
            Check<S> check,
            Function<S, Decision> decide) {
        try {
            return decide.apply(check.checked(reader.with(present, name, value == null ? "" : value)));
        } catch (InvalidAttributeException invalid) {
            return refused(VALUE, invalid);
        }
    }

    private static Decision refused(String member, InvalidAttributeException why) {
        return Decision.invalid(ValidationReason.INVALID_PARAMETER, member, why.getMessage());
    }
}
