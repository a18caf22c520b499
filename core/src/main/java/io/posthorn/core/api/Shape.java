package io.posthorn.core.api;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of one JSON value, with its constraints. Names are those of the wire API. */
public sealed interface Shape {
    String name();

    /** How a value of this shape is called in a message for people. */
    String noun();

    /**
     * A JSON object.
     *
     * @param members in the order of the model
     */
    record Structure(String name, List<Member> members) implements Shape {
        public Structure {
            members = List.copyOf(members);
        }

        @Override
        public String noun() {
            return "an object";
        }
    }

    /**
     * One member of a structure.
     *
     * @param idempotencyToken the token by which a repeated request is recognised; clients fill it in
     * @param primitive absent means {@code false} or 0, and an answer always carries it
     */
    record Member(String name, Shape shape, boolean required, boolean idempotencyToken, boolean primitive) {}

    /**
     * A JSON string.
     *
     * @param length in code points
     * @param pattern for the whole string, none when null
     * @param values the only strings allowed, in the order of the model; any string when empty
     */
    record Text(String name, Bounds length, @Nullable Pattern pattern, Set<String> values) implements Shape {
        @Override
        public String noun() {
            return "a string";
        }
    }

    /** A JSON number without a fraction. Bounds are those of the type (32 or 64 bits) where the model has none. */
    record Whole(String name, Bounds range) implements Shape {
        @Override
        public String noun() {
            return "a whole number";
        }
    }

    /** Any JSON number. */
    record Fractional(String name, double min, double max) implements Shape {
        @Override
        public String noun() {
            return "a number";
        }
    }

    record Bool(String name) implements Shape {
        @Override
        public String noun() {
            return "true or false";
        }
    }

    /** A JSON number: seconds since the epoch, a fraction allowed. */
    record Timestamp(String name) implements Shape {
        @Override
        public String noun() {
            return "a number of seconds since the epoch";
        }
    }

    /**
     * A JSON string in base64 with the standard alphabet.
     *
     * @param length in bytes, decoded
     */
    record Blob(String name, Bounds length) implements Shape {
        @Override
        public String noun() {
            return "a base64 string";
        }
    }

    record ListOf(String name, Shape element, Bounds size) implements Shape {
        @Override
        public String noun() {
            return "a list";
        }
    }

    /** A JSON object whose keys are data. */
    record MapOf(String name, Text key, Shape value, Bounds size) implements Shape {
        @Override
        public String noun() {
            return "an object";
        }
    }

    /** Both ends are allowed. */
    record Bounds(long min, long max) {
        /** Of a string, list or map for which the model states none. */
        public static final Bounds OF_ANY_SIZE = new Bounds(0, Integer.MAX_VALUE);

        public boolean contains(long value) {
            return min <= value && value <= max;
        }

        @Override
        public String toString() {
            return min == max ? Long.toString(min) : min + " to " + max;
        }
    }
}
