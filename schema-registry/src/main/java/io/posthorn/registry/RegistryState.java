package io.posthorn.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All the registry knows at one moment. Immutable; made from facts in the order in which they were decided. */
final class RegistryState {
    static final RegistryState EMPTY = new RegistryState(new TreeMap<>(), new HashMap<>(), 0);

    private final SortedMap<String, NavigableMap<Integer, SchemaVersion>> subjects;
    private final Map<Optional<String>, CompatibilityLevel> levels;
    private final int highestId;
    private final Map<Integer, String> schemas = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();

    private RegistryState(
            SortedMap<String, NavigableMap<Integer, SchemaVersion>> subjects,
            Map<Optional<String>, CompatibilityLevel> levels,
            int idsUsed) {
        this.subjects = subjects;
        this.levels = levels;
        int highest = idsUsed;
        for (var versions : subjects.values()) {
            for (var version : versions.values()) {
                schemas.put(version.id(), version.schema());
                ids.merge(version.schema(), version.id(), Math::min);
                highest = Math.max(highest, version.id());
            }
        }
        this.highestId = highest;
    }

    RegistryState with(Collection<? extends Fact> facts) {
        if (facts.isEmpty()) {
            return this;
        }
        var newSubjects = new TreeMap<String, NavigableMap<Integer, SchemaVersion>>();
        subjects.forEach((subject, versions) -> newSubjects.put(subject, new TreeMap<>(versions)));
        var newLevels = new HashMap<>(levels);
        int idsUsed = highestId;
        for (var fact : facts) {
            switch (fact) {
                case Fact.Versioned(var version) ->
                    newSubjects
                            .computeIfAbsent(version.subject(), subject -> new TreeMap<>())
                            .put(version.version(), version);
                case Fact.Removed(var subject, var version) ->
                    newSubjects.computeIfPresent(subject, (name, versions) -> {
                        versions.remove(version);
                        return versions.isEmpty() ? null : versions;
                    });
                case Fact.LevelSet(var subject, var level) -> newLevels.put(subject, level);
                case Fact.LevelUnset(var subject) -> newLevels.remove(subject);
                case Fact.IdsUsed(var highest) -> idsUsed = Math.max(idsUsed, highest);
            }
        }
        return new RegistryState(newSubjects, newLevels, idsUsed);
    }

    SortedMap<String, NavigableMap<Integer, SchemaVersion>> subjects() {
        return Collections.unmodifiableSortedMap(subjects);
    }

    /** The versions of a subject, oldest first; empty if there is no such subject. */
    NavigableMap<Integer, SchemaVersion> versions(String subject) {
        return Collections.unmodifiableNavigableMap(subjects.getOrDefault(subject, new TreeMap<>()));
    }

    /** The versions of a subject that have not been deleted, oldest first. */
    List<SchemaVersion> live(String subject) {
        return versions(subject).values().stream()
                .filter(version -> !version.deleted())
                .toList();
    }

    Optional<String> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    Optional<Integer> id(String schema) {
        return Optional.ofNullable(ids.get(schema));
    }

    /** Where a schema is used, by subject and version. */
    List<SchemaVersion> uses(int id) {
        var uses = new ArrayList<SchemaVersion>();
        subjects.values()
                .forEach(versions -> versions.values().stream()
                        .filter(version -> version.id() == id)
                        .forEach(uses::add));
        return uses;
    }

    int highestId() {
        return highestId;
    }

    Optional<CompatibilityLevel> ownLevel(Optional<String> subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    CompatibilityLevel globalLevel() {
        return ownLevel(Optional.empty()).orElse(CompatibilityLevel.BACKWARD);
    }

    CompatibilityLevel level(String subject) {
        return ownLevel(Optional.of(subject)).orElseGet(this::globalLevel);
    }
}
