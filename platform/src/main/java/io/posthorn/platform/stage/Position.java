package io.posthorn.platform.stage;

/**
 * Where a record stands.
 *
 * @param topic empty for {@link #NONE}
 */
public record Position(String topic, int partition, long offset) {
    /** No record. */
    public static final Position NONE = new Position("", -1, -1);
}
