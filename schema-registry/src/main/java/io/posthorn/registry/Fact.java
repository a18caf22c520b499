package io.posthorn.registry;

import java.util.Optional;

/** Something that has been decided. The registry's topic is a list of these, and its state is what they add up to. */
sealed interface Fact {
    /** A version exists, or exists in a new form. */
    record Versioned(SchemaVersion version) implements Fact {}

    /** A version is gone for good. */
    record Removed(String subject, int version) implements Fact {}

    /** A compatibility level holds for a subject or, without one, for all that have none of their own. */
    record LevelSet(Optional<String> subject, CompatibilityLevel level) implements Fact {}

    /** The subject, or the whole registry, is back at the level that holds otherwise. */
    record LevelUnset(Optional<String> subject) implements Fact {}

    /** Ids up to this one have been given away, even if their schemas are gone. */
    record IdsUsed(int highest) implements Fact {}
}
