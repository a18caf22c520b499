package io.posthorn.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** What a new version of a subject must be able to do with the earlier ones. Names and meanings are Confluent's. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean againstAll;

    CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean againstAll) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.againstAll = againstAll;
    }

    static Optional<CompatibilityLevel> parse(String name) {
        for (var level : values()) {
            if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /**
     * Why the candidate cannot follow the earlier versions; empty if it can.
     *
     * @param earlier oldest first
     */
    List<String> objections(Schema candidate, List<Schema> earlier) {
        var relevant = againstAll || earlier.isEmpty() ? earlier : List.of(earlier.getLast());
        var objections = new ArrayList<String>();
        for (var version : relevant.reversed()) {
            if (newReadsOld) {
                objections.addAll(objectionsOfReader(candidate, version, "the new schema cannot read the old one"));
            }
            if (oldReadsNew) {
                objections.addAll(objectionsOfReader(version, candidate, "the old schema cannot read the new one"));
            }
        }
        return objections;
    }

    private static List<String> objectionsOfReader(Schema reader, Schema writer, String meaning) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found ->
                        "%s: %s at %s: %s".formatted(meaning, found.getType(), found.getLocation(), found.getMessage()))
                .toList();
    }
}
