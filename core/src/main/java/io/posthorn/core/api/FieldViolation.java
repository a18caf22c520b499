package io.posthorn.core.api;

/**
 * One value of a request that the API does not allow.
 *
 * @param path names of the members from the outside in, as in {@code Filters[0].Name}; the entry of a map stands under
 *     its key; empty for the request itself
 * @param message what the value must be, without the value
 */
public record FieldViolation(String path, Rule rule, String message) {
    /** The kind of constraint a value can break. */
    public enum Rule {
        /** A required member is absent or null. */
        REQUIRED,
        /** The JSON value is of another type. */
        TYPE,
        /** A string is too short or too long, in code points, or a blob, in bytes. */
        LENGTH,
        /** A string does not match its pattern. */
        PATTERN,
        /** A number is too small or too large. */
        RANGE,
        /** A string is not one of the values allowed. */
        ENUM,
        /** A list or map has too few or too many entries. */
        SIZE,
        /** A blob is not base64. */
        ENCODING
    }
}
