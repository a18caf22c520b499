package io.posthorn.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.registry.Decision.Answer;
import io.posthorn.registry.Decision.Change;
import io.posthorn.registry.Decision.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RegistryApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String V1 = """
            {"type":"record","name":"R","fields":[{"name":"a","type":"string"}]}""";
    /** Reads V1, and V1 reads it. */
    private static final String V2 = """
            {"type":"record","name":"R","fields":[{"name":"a","type":"string"},{"name":"b","type":"int","default":0}]}""";
    /** Does not read V1: the new field has no default. */
    private static final String NO_DEFAULT = """
            {"type":"record","name":"R","fields":[{"name":"a","type":"string"},{"name":"c","type":"int"}]}""";
    /** Not read by V1, which needs the field a. */
    private static final String WITHOUT_A = """
            {"type":"record","name":"R","fields":[{"name":"d","type":"int","default":0}]}""";

    private RegistryState state = RegistryState.EMPTY;

    @Test
    void registersSchemasWithIdsThatSubjectsShare() {
        assertThat(post("/subjects/a-value/versions", schema(V1))).isEqualTo("{\"id\":1}");
        assertThat(post("/subjects/a-value/versions", schema(V2))).isEqualTo("{\"id\":2}");
        assertThat(post("/subjects/b-value/versions", schema(V2))).isEqualTo("{\"id\":2}");
        assertThat(post("/subjects/b-value/versions", schema("\"string\""))).contains("409");

        assertThat(get("/subjects")).isEqualTo("[\"a-value\",\"b-value\"]");
        assertThat(get("/subjects?subjectPrefix=b")).isEqualTo("[\"b-value\"]");
        assertThat(get("/subjects/a-value/versions")).isEqualTo("[1,2]");
        assertThat(get("/schemas/ids/2/subjects")).isEqualTo("[\"a-value\",\"b-value\"]");
        assertThat(get("/schemas/ids/2/versions"))
                .isEqualTo("[{\"subject\":\"a-value\",\"version\":2},{\"subject\":\"b-value\",\"version\":1}]");
    }

    @Test
    void registersTheSameSchemaOnceHoweverItIsWritten() {
        post("/subjects/a/versions", schema(V1));

        var decision = decide("POST", "/subjects/a/versions", schema(V1.replace(":", " :  ")));

        assertThat(decision).isInstanceOf(Answer.class);
        assertThat(get("/subjects/a/versions")).isEqualTo("[1]");
    }

    @Test
    void describesAVersion() {
        post("/subjects/a/versions", schema(V1));
        post("/subjects/a/versions", schema(V2));

        var second = "{\"subject\":\"a\",\"version\":2,\"id\":2,\"schema\":%s}".formatted(JSON.writeValueAsString(V2));
        assertThat(get("/subjects/a/versions/2")).isEqualTo(second);
        assertThat(get("/subjects/a/versions/latest")).isEqualTo(second);
        assertThat(get("/subjects/a/versions/-1")).isEqualTo(second);
        assertThat(get("/subjects/a/versions/1/schema")).isEqualTo(V1);
        assertThat(get("/schemas/ids/1")).isEqualTo("{\"schema\":%s}".formatted(JSON.writeValueAsString(V1)));
        assertThat(get("/schemas/ids/1/schema")).isEqualTo(V1);
        assertThat(post("/subjects/a", schema(V2))).isEqualTo(second);
        assertThat(get("/schemas/types")).isEqualTo("[\"AVRO\"]");
        assertThat(get("/mode")).isEqualTo("{\"mode\":\"READWRITE\"}");
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "GET, /subjects/none/versions, 40401",
        "GET, /subjects/none/versions/1, 40401",
        "GET, /subjects/a/versions/9, 40402",
        "GET, /subjects/a/versions/0, 42202",
        "GET, /subjects/a/versions/x, 42202",
        "GET, /schemas/ids/77, 40403",
        "GET, /schemas/ids/x, 404",
        "GET, /config/a, 40408",
        "GET, /mode/a, 40409",
        "DELETE, /subjects/none, 40401",
        "DELETE, /subjects/a?permanent=true, 40405",
        "DELETE, /subjects/a/versions/1?permanent=true, 40407",
        "DELETE, /schemas/ids/1, 405",
        "PATCH, /subjects/a/versions, 405",
        "PUT, /mode, 405",
        "GET, /nowhere, 404",
        "GET, /subjects/a/versions/1/x, 404",
        "GET, /subjects/a/versions/1/schema/x, 404",
    })
    void refusesWithConfluentsCodes(String method, String path, int code) {
        post("/subjects/a/versions", schema(V1));

        assertThat(decide(method, path, "")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.status()).isEqualTo(Integer.parseInt(("" + code).substring(0, 3)));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{\"schema\": ",
                "{}",
                "{\"schema\": 7}",
                "{\"schema\": \"{\"}",
                "{\"schema\": \"{\\\"type\\\": \\\"recrod\\\"}\"}",
                "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message M {}\"}",
                "{\"schema\": \"\\\"string\\\"\", \"references\": [{\"name\": \"x\"}]}",
            })
    void refusesWhatIsNoSchema(String body) {
        assertThat(decide("POST", "/subjects/a/versions", body))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(422));
    }

    @Test
    void refusesASchemaNestedBeyondReason() {
        var deep = "{\"type\":\"array\",\"items\":".repeat(20_000) + "\"int\"" + "}".repeat(20_000);

        assertThat(decide("POST", "/subjects/a/versions", schema(deep)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(42_201));
    }

    @ParameterizedTest(name = "{0}: {1} after V1 accepted = {2}")
    @CsvSource({
        "NONE, NO_DEFAULT, true",
        "BACKWARD, V2, true",
        "BACKWARD, NO_DEFAULT, false",
        "BACKWARD, WITHOUT_A, true",
        "FORWARD, NO_DEFAULT, true",
        "FORWARD, WITHOUT_A, false",
        "FULL, V2, true",
        "FULL, NO_DEFAULT, false",
        "FULL, WITHOUT_A, false",
    })
    void holdsASubjectToItsLevel(String level, String candidate, boolean accepted) {
        post("/subjects/a/versions", schema(V1));
        put("/config/a", "{\"compatibility\": \"" + level + "\"}");
        var text =
                switch (candidate) {
                    case "V2" -> V2;
                    case "NO_DEFAULT" -> NO_DEFAULT;
                    default -> WITHOUT_A;
                };

        assertThat(post("/compatibility/subjects/a/versions/latest", schema(text)))
                .isEqualTo("{\"is_compatible\":" + accepted + "}");
        var answer = post("/subjects/a/versions", schema(text));
        if (accepted) {
            assertThat(answer).isEqualTo("{\"id\":2}");
        } else {
            assertThat(answer).contains("\"error_code\":409");
        }
    }

    @Test
    void holdsTransitiveLevelsAgainstAllVersions() {
        post("/subjects/a/versions", schema(V1));
        post("/subjects/a/versions", schema(V2));
        var needsB = V2.replace(",\"default\":0", "");

        assertThat(post("/compatibility/subjects/a/versions/latest", schema(needsB)))
                .isEqualTo("{\"is_compatible\":true}");
        put("/config", "{\"compatibility\": \"backward_transitive\"}");

        assertThat(post("/compatibility/subjects/a/versions", schema(needsB))).isEqualTo("{\"is_compatible\":false}");
        assertThat(post("/compatibility/subjects/a/versions/1?verbose=true", schema(needsB)))
                .contains("\"messages\":[\"")
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(post("/subjects/a/versions", schema(needsB))).contains("409");
    }

    @Test
    void keepsLevelsPerSubjectAndForAll() {
        assertThat(get("/config")).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(put("/config", "{\"compatibility\": \"FULL\"}")).isEqualTo("{\"compatibility\":\"FULL\"}");
        assertThat(put("/config/a", "{\"compatibility\": \"none\"}")).isEqualTo("{\"compatibility\":\"NONE\"}");

        assertThat(get("/config")).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(get("/config/a")).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(get("/config/b?defaultToGlobal=true")).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(delete("/config/a")).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(get("/config/a")).contains("40408");
        assertThat(put("/config", "{\"compatibility\": \"SOME\"}")).contains("42203");
    }

    @Test
    void hidesWhatIsDeletedButStillReadsIt() {
        post("/subjects/a/versions", schema(V1));
        post("/subjects/a/versions", schema(V2));

        assertThat(delete("/subjects/a/versions/2")).isEqualTo("2");

        assertThat(get("/subjects/a/versions")).isEqualTo("[1]");
        assertThat(get("/subjects/a/versions?deleted=true")).isEqualTo("[1,2]");
        assertThat(get("/subjects/a/versions/2")).contains("40402");
        assertThat(get("/subjects/a/versions/2?deleted=true")).contains("\"version\":2");
        assertThat(get("/schemas/ids/2")).contains("\"schema\"");
        assertThat(delete("/subjects/a/versions/2")).contains("40406");
        assertThat(delete("/subjects/a")).isEqualTo("[1]");
        assertThat(get("/subjects")).isEqualTo("[]");
        assertThat(get("/subjects?deleted=true")).isEqualTo("[\"a\"]");
        assertThat(delete("/subjects/a")).contains("40404");

        // Registered again it is a new version with its old id.
        assertThat(post("/subjects/a/versions", schema(V2))).isEqualTo("{\"id\":2}");
        assertThat(get("/subjects/a/versions")).isEqualTo("[3]");
    }

    @Test
    void neverGivesTheIdOfAForgottenSchemaToAnother() {
        post("/subjects/a/versions", schema(V1));
        post("/subjects/a/versions", schema(V2));
        delete("/subjects/a");
        assertThat(delete("/subjects/a?permanent=true")).isEqualTo("[1,2]");

        assertThat(get("/schemas/ids/2")).contains("40403");
        assertThat(get("/subjects?deleted=true")).isEqualTo("[]");
        assertThat(post("/subjects/b/versions", schema(V1))).isEqualTo("{\"id\":3}");
    }

    @Test
    void isTheSumOfItsFactsAfterCompaction() {
        post("/subjects/a/versions", schema(V1));
        post("/subjects/a/versions", schema(V2));
        post("/subjects/odd%2Fname \"x\"/versions", schema(V1));
        put("/config/a", "{\"compatibility\": \"FULL\"}");
        delete("/subjects/a/versions/1");
        delete("/subjects/a/versions/1?permanent=true");

        var compacted = new HashMap<String, FactRecords.Entry>();
        recorded.forEach(entry -> compacted.put(entry.key(), entry));
        var facts = recorded.stream()
                .filter(entry -> entry.equals(compacted.get(entry.key())))
                .map(entry -> FactRecords.read(entry.key(), entry.value()).orElseThrow())
                .toList();
        var before = List.of(get("/subjects"), get("/subjects/a/versions"), get("/config/a"), get("/schemas/ids/2"));
        int highest = state.highestId();

        state = RegistryState.EMPTY.with(facts);

        assertThat(List.of(get("/subjects"), get("/subjects/a/versions"), get("/config/a"), get("/schemas/ids/2")))
                .isEqualTo(before);
        assertThat(state.highestId()).isEqualTo(highest);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            delimiter = '|',
            value = {
                "null | {}",
                "text | {}",
                "{\"kind\":\"other\"} | {}",
                "{\"kind\":\"version\"} | {}",
                "{\"kind\":\"version\",\"subject\":\"a\",\"version\":1} | {\"id\":0,\"schema\":\"x\"}",
                "{\"kind\":\"version\",\"subject\":\"a\",\"version\":1} | {",
                "{\"kind\":\"level\"} | {\"level\":\"SOME\"}",
            })
    void passesOverRecordsThatAreNoFacts(String key, String value) {
        assertThat(FactRecords.read(key, value)).isEmpty();
    }

    private final List<FactRecords.Entry> recorded = new ArrayList<>();

    private String get(String address) {
        return text(decide("GET", address, ""));
    }

    private String delete(String address) {
        return text(decide("DELETE", address, ""));
    }

    private String post(String address, String body) {
        return text(decide("POST", address, body));
    }

    private String put(String address, String body) {
        return text(decide("PUT", address, body));
    }

    private static String schema(String text) {
        return JSON.createObjectNode().put("schema", text).toString();
    }

    private Decision decide(String method, String address, String body) {
        var parts = address.split("\\?", 2);
        var query = new HashMap<String, String>();
        if (parts.length == 2) {
            var pair = parts[1].split("=", 2);
            query.put(pair[0], pair[1]);
        }
        var path = Arrays.stream(parts[0].substring(1).split("/", -1)).toList();
        var decision = RegistryApi.decide(state, new RegistryRequest(method, path, query, body));
        if (decision instanceof Change(var facts, var answer)) {
            facts.forEach(fact -> recorded.add(FactRecords.write(fact)));
            state = state.with(facts);
        }
        return decision;
    }

    private static String text(Decision decision) {
        return switch (decision) {
            case Answer(var body) -> body.toString();
            case Change(var facts, var answer) -> answer.toString();
            case Refusal refusal -> refusal.body().toString();
        };
    }
}
