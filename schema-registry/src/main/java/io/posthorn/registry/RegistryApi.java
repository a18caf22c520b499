package io.posthorn.registry;

import io.posthorn.registry.Decision.Answer;
import io.posthorn.registry.Decision.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Confluent REST interface as a function of the registry's state and a request. */
final class RegistryApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RegistryApi() {}

    static Decision decide(RegistryState state, RegistryRequest request) {
        try {
            var path = request.path();
            return switch (path.isEmpty() ? "" : path.getFirst()) {
                case "" -> new Answer(JSON.createObjectNode());
                case "subjects" -> subjects(state, request);
                case "schemas" -> schemas(state, request);
                case "compatibility" -> compatibility(state, request);
                case "config" -> config(state, request);
                case "mode" -> mode(request);
                default -> throw noSuchPlace();
            };
        } catch (RefusedException e) {
            return e.refusal();
        }
    }

    private static Decision subjects(RegistryState state, RegistryRequest request) {
        var path = request.path();
        return switch (path.size()) {
            case 1 ->
                switch (request.method()) {
                    case "GET" -> listSubjects(state, request);
                    default -> throw notAllowed();
                };
            case 2 ->
                switch (request.method()) {
                    case "POST" -> lookUp(state, path.get(1), request);
                    case "DELETE" -> deleteSubject(state, path.get(1), request);
                    default -> throw notAllowed();
                };
            case 3 -> {
                require("versions", path.get(2));
                yield switch (request.method()) {
                    case "GET" -> listVersions(state, path.get(1), request);
                    case "POST" -> register(state, path.get(1), request);
                    default -> throw notAllowed();
                };
            }
            case 4 -> {
                require("versions", path.get(2));
                yield switch (request.method()) {
                    case "GET" -> new Answer(described(version(state, request)));
                    case "DELETE" -> deleteVersion(state, request);
                    default -> throw notAllowed();
                };
            }
            case 5 -> {
                require("versions", path.get(2));
                onlyGet(request);
                var version = version(state, request);
                yield switch (path.get(4)) {
                    case "schema" -> new Answer(JSON.readTree(version.schema()));
                    // Schemas here never refer to each other.
                    case "referencedby" -> new Answer(JSON.createArrayNode());
                    default -> throw noSuchPlace();
                };
            }
            default -> throw noSuchPlace();
        };
    }

    private static Decision listSubjects(RegistryState state, RegistryRequest request) {
        var prefix = request.query().getOrDefault("subjectPrefix", "");
        var names = JSON.createArrayNode();
        state.subjects().forEach((subject, versions) -> {
            if (subject.startsWith(prefix)
                    && !visible(versions.values(), request).isEmpty()) {
                names.add(subject);
            }
        });
        return new Answer(names);
    }

    private static Decision listVersions(RegistryState state, String subject, RegistryRequest request) {
        var versions = visible(state.versions(subject).values(), request);
        if (versions.isEmpty()) {
            throw noSubject(subject);
        }
        return new Answer(numbers(versions));
    }

    private static Decision register(RegistryState state, String subject, RegistryRequest request) {
        checkName(subject);
        var schema = parseSchema(request);
        var text = schema.toString();
        var live = state.live(subject);
        var same =
                live.stream().filter(version -> version.schema().equals(text)).findFirst();
        if (same.isPresent()) {
            return new Answer(JSON.createObjectNode().put("id", same.get().id()));
        }
        var objections = state.level(subject).objections(schema, parsed(live));
        if (!objections.isEmpty()) {
            throw new RefusedException(
                    409,
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"%s\", details: %s"
                            .formatted(subject, objections));
        }
        var versions = state.versions(subject);
        int number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        int id = state.id(text).orElse(state.highestId() + 1);
        return new Change(
                List.of(new Fact.Versioned(new SchemaVersion(subject, number, id, text, false))),
                JSON.createObjectNode().put("id", id));
    }

    private static Decision lookUp(RegistryState state, String subject, RegistryRequest request) {
        var versions = visible(state.versions(subject).values(), request);
        if (versions.isEmpty()) {
            throw noSubject(subject);
        }
        var text = parseSchema(request).toString();
        return versions.reversed().stream()
                .filter(version -> version.schema().equals(text))
                .findFirst()
                .map(version -> new Answer(described(version)))
                .orElseThrow(RegistryApi::noSchema);
    }

    private static Decision deleteSubject(RegistryState state, String subject, RegistryRequest request) {
        var all = List.copyOf(state.versions(subject).values());
        var live = state.live(subject);
        if (all.isEmpty()) {
            throw noSubject(subject);
        }
        if (request.isSet("permanent")) {
            if (!live.isEmpty()) {
                throw new RefusedException(
                        404,
                        40_405,
                        "Subject '%s' was not deleted first before being permanently deleted".formatted(subject));
            }
            var facts = removal(state, all);
            state.ownLevel(Optional.of(subject))
                    .ifPresent(level -> facts.add(new Fact.LevelUnset(Optional.of(subject))));
            return new Change(facts, numbers(all));
        }
        if (live.isEmpty()) {
            throw new RefusedException(
                    404,
                    40_404,
                    "Subject '%s' was soft deleted. Set permanent=true to delete permanently".formatted(subject));
        }
        var facts = new ArrayList<Fact>();
        live.forEach(version -> facts.add(new Fact.Versioned(version.asDeleted())));
        return new Change(facts, numbers(live));
    }

    private static Decision deleteVersion(RegistryState state, RegistryRequest request) {
        var permanent = request.isSet("permanent");
        var version = version(state, request.path().get(1), request.path().get(3), true);
        var answer = JSON.getNodeFactory().numberNode(version.version());
        if (permanent && !version.deleted()) {
            throw new RefusedException(
                    404,
                    40_407,
                    "Subject '%s' Version %d was not deleted first before being permanently deleted"
                            .formatted(version.subject(), version.version()));
        }
        if (permanent) {
            return new Change(removal(state, List.of(version)), answer);
        }
        if (version.deleted()) {
            throw new RefusedException(
                    404,
                    40_406,
                    "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
                            .formatted(version.subject(), version.version()));
        }
        return new Change(List.of(new Fact.Versioned(version.asDeleted())), answer);
    }

    /** An id must not be given to another schema after its own is gone: records written with it may be left. */
    private static List<Fact> removal(RegistryState state, List<SchemaVersion> versions) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact.IdsUsed(state.highestId()));
        versions.forEach(version -> facts.add(new Fact.Removed(version.subject(), version.version())));
        return facts;
    }

    private static Decision schemas(RegistryState state, RegistryRequest request) {
        onlyGet(request);
        var path = request.path();
        if (path.size() == 2 && path.get(1).equals("types")) {
            return new Answer(JSON.createArrayNode().add("AVRO"));
        }
        if (path.size() < 3 || path.size() > 4 || !path.get(1).equals("ids")) {
            throw noSuchPlace();
        }
        int id = number(path.get(2)).orElseThrow(RegistryApi::noSuchPlace);
        var schema = state.schema(id).orElseThrow(RegistryApi::noSchema);
        if (path.size() == 3) {
            return new Answer(JSON.createObjectNode().put("schema", schema));
        }
        var uses = visible(state.uses(id), request);
        return switch (path.get(3)) {
            case "schema" -> new Answer(JSON.readTree(schema));
            case "subjects" -> {
                var subjects = JSON.createArrayNode();
                uses.stream()
                        .map(SchemaVersion::subject)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .forEach(subjects::add);
                yield new Answer(subjects);
            }
            case "versions" -> {
                var versions = JSON.createArrayNode();
                uses.forEach(use ->
                        versions.addObject().put("subject", use.subject()).put("version", use.version()));
                yield new Answer(versions);
            }
            default -> throw noSuchPlace();
        };
    }

    private static Decision compatibility(RegistryState state, RegistryRequest request) {
        var path = request.path();
        if (path.size() < 4
                || path.size() > 5
                || !path.get(1).equals("subjects")
                || !path.get(3).equals("versions")) {
            throw noSuchPlace();
        }
        if (!request.method().equals("POST")) {
            throw notAllowed();
        }
        var subject = path.get(2);
        var against = path.size() == 4 ? state.live(subject) : List.of(version(state, subject, path.get(4), false));
        var objections = state.level(subject).objections(parseSchema(request), parsed(against));
        var answer = JSON.createObjectNode().put("is_compatible", objections.isEmpty());
        if (request.isSet("verbose")) {
            var messages = answer.putArray("messages");
            objections.forEach(messages::add);
        }
        return new Answer(answer);
    }

    private static Decision config(RegistryState state, RegistryRequest request) {
        var subject = subjectOf(request);
        return switch (request.method()) {
            case "GET" -> new Answer(levelAnswer(configuredLevel(state, subject, request)));
            case "PUT" -> {
                var name = parseBody(request).path("compatibility").asString("");
                var level = CompatibilityLevel.parse(name)
                        .orElseThrow(() -> new RefusedException(
                                422,
                                42_203,
                                "Invalid compatibility level. Valid values are none, backward, forward, full,"
                                        + " backward_transitive, forward_transitive, and full_transitive"));
                subject.ifPresent(RegistryApi::checkName);
                yield new Change(
                        List.of(new Fact.LevelSet(subject, level)),
                        JSON.createObjectNode().put("compatibility", level.name()));
            }
            case "DELETE" -> {
                var level = subject.isPresent() ? configuredLevel(state, subject, request) : state.globalLevel();
                yield new Change(List.of(new Fact.LevelUnset(subject)), levelAnswer(level));
            }
            default -> throw notAllowed();
        };
    }

    private static CompatibilityLevel configuredLevel(
            RegistryState state, Optional<String> subject, RegistryRequest request) {
        if (subject.isEmpty() || request.isSet("defaultToGlobal")) {
            return subject.map(state::level).orElseGet(state::globalLevel);
        }
        return state.ownLevel(subject)
                .orElseThrow(() -> new RefusedException(
                        404,
                        40_408,
                        "Subject '%s' does not have subject-level compatibility configured".formatted(subject.get())));
    }

    private static JsonNode levelAnswer(CompatibilityLevel level) {
        return JSON.createObjectNode().put("compatibilityLevel", level.name());
    }

    /** The registry has one mode, in which everything is allowed. */
    private static Decision mode(RegistryRequest request) {
        onlyGet(request);
        var subject = subjectOf(request);
        if (subject.isPresent() && !request.isSet("defaultToGlobal")) {
            throw new RefusedException(
                    404, 40_409, "Subject '%s' does not have subject-level mode configured".formatted(subject.get()));
        }
        return new Answer(JSON.createObjectNode().put("mode", "READWRITE"));
    }

    private static Optional<String> subjectOf(RegistryRequest request) {
        return switch (request.path().size()) {
            case 1 -> Optional.empty();
            case 2 -> Optional.of(request.path().get(1));
            default -> throw noSuchPlace();
        };
    }

    private static SchemaVersion version(RegistryState state, RegistryRequest request) {
        return version(state, request.path().get(1), request.path().get(3), request.isSet("deleted"));
    }

    private static SchemaVersion version(RegistryState state, String subject, String wanted, boolean evenDeleted) {
        var versions = evenDeleted ? List.copyOf(state.versions(subject).values()) : state.live(subject);
        boolean latest = wanted.equals("latest") || wanted.equals("-1");
        int number = latest ? 0 : number(wanted).filter(n -> n > 0).orElseThrow(() -> invalidVersion(wanted));
        if (versions.isEmpty()) {
            throw noSubject(subject);
        }
        return latest
                ? versions.getLast()
                : versions.stream()
                        .filter(version -> version.version() == number)
                        .findFirst()
                        .orElseThrow(
                                () -> new RefusedException(404, 40_402, "Version %d not found.".formatted(number)));
    }

    private static ObjectNode described(SchemaVersion version) {
        return JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema());
    }

    private static JsonNode numbers(List<SchemaVersion> versions) {
        var numbers = JSON.createArrayNode();
        versions.forEach(version -> numbers.add(version.version()));
        return numbers;
    }

    private static List<SchemaVersion> visible(Collection<SchemaVersion> versions, RegistryRequest request) {
        return versions.stream()
                .filter(version -> !version.deleted() || request.isSet("deleted"))
                .toList();
    }

    private static List<Schema> parsed(List<SchemaVersion> versions) {
        return versions.stream()
                .map(version -> new Schema.Parser().parse(version.schema()))
                .toList();
    }

    private static Schema parseSchema(RegistryRequest request) {
        var body = parseBody(request);
        var type = body.path("schemaType").asString("AVRO");
        if (!type.isEmpty() && !type.equals("AVRO")) {
            throw invalidSchema("schema type '" + type + "' is not supported, only AVRO");
        }
        if (!body.path("references").isEmpty()) {
            throw invalidSchema("references to other schemas are not supported; write the named types out");
        }
        var text = body.path("schema").stringValueOpt().orElseThrow(() -> invalidSchema("'schema' must be a string"));
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            // Malformed JSON is the cause; its own first line says what and where, without our parser's name.
            var explained = e.getCause() == null ? e : e.getCause();
            throw invalidSchema(
                    String.valueOf(explained.getMessage()).lines().findFirst().orElse(""));
        } catch (StackOverflowError e) {
            throw invalidSchema("it is nested too deeply");
        }
    }

    private static JsonNode parseBody(RegistryRequest request) {
        try {
            var body = JSON.readTree(request.body());
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException e) {
            // Same answer: what is wrong with it is of no use to a program, and the parser quotes its input.
        }
        throw new RefusedException(422, 422, "The request body must be a JSON object");
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void checkName(String subject) {
        if (subject.isBlank() || subject.length() > 1000 || subject.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedException(422, 42_208, "The specified subject is not a valid subject name");
        }
    }

    private static void require(String expected, String segment) {
        if (!segment.equals(expected)) {
            throw noSuchPlace();
        }
    }

    private static void onlyGet(RegistryRequest request) {
        if (!request.method().equals("GET")) {
            throw notAllowed();
        }
    }

    private static RefusedException noSuchPlace() {
        return new RefusedException(404, 404, "HTTP 404 Not Found");
    }

    private static RefusedException notAllowed() {
        return new RefusedException(405, 405, "HTTP 405 Method Not Allowed");
    }

    private static RefusedException noSubject(String subject) {
        return new RefusedException(404, 40_401, "Subject '%s' not found.".formatted(subject));
    }

    private static RefusedException noSchema() {
        return new RefusedException(404, 40_403, "Schema not found");
    }

    private static RefusedException invalidSchema(String why) {
        return new RefusedException(422, 42_201, "Invalid schema: " + why);
    }

    private static RefusedException invalidVersion(String text) {
        return new RefusedException(
                422,
                42_202,
                "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1] and the"
                                .formatted(text)
                        + " string \"latest\"");
    }
}
