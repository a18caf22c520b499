package io.posthorn.core.resource;

import java.util.List;

/** What a registration says in one field. */
public sealed interface FieldValue {

    /** Free text. */
    record Text(String text) implements FieldValue {}

    /**
     * Options chosen.
     *
     * @param options in the order of the request
     */
    record Choices(List<String> options) implements FieldValue {
        public Choices {
            options = List.copyOf(options);
        }
    }

    /**
     * A file.
     *
     * @param id of a registration attachment of the same account and region
     */
    record Attachment(String id) implements FieldValue {}
}
