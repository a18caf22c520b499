package io.posthorn.registry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Facts as records of the registry's topic. Key and value are JSON. The key says what the fact is about, so that
 * compaction keeps the last word on everything: {@code {"kind":"version","subject":…,"version":…}},
 * {@code {"kind":"level","subject":…}} (without a subject for the global level), {@code {"kind":"ids"}}. A record
 * without a value takes the fact back.
 */
final class FactRecords {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FactRecords() {}

    record Entry(String key, @Nullable String value) {}

    static Entry write(Fact fact) {
        return switch (fact) {
            case Fact.Versioned(var version) ->
                new Entry(
                        versionKey(version.subject(), version.version()),
                        JSON.createObjectNode()
                                .put("id", version.id())
                                .put("schema", version.schema())
                                .put("deleted", version.deleted())
                                .toString());
            case Fact.Removed(var subject, var version) -> new Entry(versionKey(subject, version), null);
            case Fact.LevelSet(var subject, var level) ->
                new Entry(
                        levelKey(subject),
                        JSON.createObjectNode().put("level", level.name()).toString());
            case Fact.LevelUnset(var subject) -> new Entry(levelKey(subject), null);
            case Fact.IdsUsed(var highest) ->
                new Entry(
                        key("ids").toString(),
                        JSON.createObjectNode().put("highest", highest).toString());
        };
    }

    /** Empty for a record that is none of ours. */
    static Optional<Fact> read(@Nullable String key, @Nullable String value) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            var about = JSON.readTree(key);
            var content = value == null ? null : JSON.readTree(value);
            return switch (about.path("kind").asString("")) {
                case "version" -> version(about, content);
                case "level" -> level(about, content);
                case "ids" -> ids(content);
                default -> Optional.empty();
            };
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Fact> version(JsonNode about, @Nullable JsonNode content) {
        var subject = about.path("subject").stringValueOpt();
        int version = about.path("version").asInt(0);
        if (subject.isEmpty() || version < 1) {
            return Optional.empty();
        }
        if (content == null) {
            return Optional.of(new Fact.Removed(subject.get(), version));
        }
        int id = content.path("id").asInt(0);
        return content.path("schema")
                .stringValueOpt()
                .filter(schema -> id > 0)
                .map(schema -> new Fact.Versioned(new SchemaVersion(
                        subject.get(),
                        version,
                        id,
                        schema,
                        content.path("deleted").asBoolean(false))));
    }

    private static Optional<Fact> level(JsonNode about, @Nullable JsonNode content) {
        var subject = about.path("subject").stringValueOpt();
        if (content == null) {
            return Optional.of(new Fact.LevelUnset(subject));
        }
        return CompatibilityLevel.parse(content.path("level").asString(""))
                .map(level -> new Fact.LevelSet(subject, level));
    }

    private static Optional<Fact> ids(@Nullable JsonNode content) {
        return content == null
                ? Optional.empty()
                : Optional.of(new Fact.IdsUsed(content.path("highest").asInt(0)));
    }

    private static String versionKey(String subject, int version) {
        return key("version").put("subject", subject).put("version", version).toString();
    }

    private static String levelKey(Optional<String> subject) {
        var key = key("level");
        subject.ifPresent(name -> key.put("subject", name));
        return key.toString();
    }

    private static ObjectNode key(String kind) {
        return JSON.createObjectNode().put("kind", kind);
    }
}
