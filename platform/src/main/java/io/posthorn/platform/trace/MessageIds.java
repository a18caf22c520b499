package io.posthorn.platform.trace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Finds the message a record is about: by its field {@code messageId}, or that of its {@code message}. */
final class MessageIds {
    private static final String ID = "messageId";
    private static final String MESSAGE = "message";
    private static final int NONE = -1;

    private static final Map<Class<?>, Place> PLACES = new ConcurrentHashMap<>();

    /** Positions of fields; {@link #NONE} where there is no such field. */
    private record Place(int id, int message) {
        static Place in(Schema schema) {
            return new Place(position(schema, ID), position(schema, MESSAGE));
        }

        private static int position(Schema schema, String name) {
            var field = schema.getField(name);
            return field == null ? NONE : field.pos();
        }
    }

    private MessageIds() {}

    static @Nullable String of(SpecificRecord value) {
        var place = PLACES.computeIfAbsent(value.getClass(), type -> Place.in(value.getSchema()));
        if (place.id() != NONE && value.get(place.id()) instanceof CharSequence id) {
            return id.toString();
        }
        return place.message() != NONE && value.get(place.message()) instanceof SpecificRecord message
                ? of(message)
                : null;
    }
}
