package io.posthorn.serde;

import org.apache.kafka.common.errors.SerializationException;

/** Confluent's framing of a value: {@link #MAGIC}, the schema id with its highest byte first, the value. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private WireFormat() {}

    static boolean isFramed(byte[] bytes) {
        return bytes.length >= HEADER_BYTES && bytes[0] == MAGIC;
    }

    static int schemaId(byte[] bytes) {
        return (bytes[1] & 0xff) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
    }

    /**
     * The failure of a record that no retry can help. Avro reports bad data as {@link java.io.IOException} too, which
     * must not be mistaken for a registry out of reach, so such a cause is told but not kept.
     */
    static SerializationException unusable(String message, Throwable cause) {
        var explained = message + ": " + cause;
        return SerdeFailures.isInfrastructure(cause)
                ? new SerializationException(explained)
                : new SerializationException(explained, cause);
    }
}
