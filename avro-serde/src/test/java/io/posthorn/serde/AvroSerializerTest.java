package io.posthorn.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.serde.example.Letter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroSerializerTest {
    private static final String SCOPE = "serializer-test";

    private final SchemaRegistryClient registry = SchemaRegistryClient.mock(SCOPE);

    @AfterEach
    void drop() {
        SchemaRegistryClient.dropMock(SCOPE);
    }

    @Test
    void framesTheValueWithItsSchemaId() throws Exception {
        registry.register("other", Parcels.aParcel("x").getSchema());

        var bytes = serializer(Map.of()).serialize("letters", new Letter("abc"));

        assertThat(bytes).containsExactly(0, 0, 0, 0, 2, 6, 'a', 'b', 'c');
    }

    @Test
    void writesNothingForNull() {
        assertThat(serializer(Map.of()).serialize("letters", null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, letters-value",
        "io.confluent.kafka.serializers.subject.TopicNameStrategy, letters-value",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy, io.posthorn.serde.example.Letter",
        "TopicRecordNameStrategy, letters-io.posthorn.serde.example.Letter",
    })
    void namesTheSubjectAsConfigured(String strategy, String subject) throws Exception {
        serializer(Map.of("value.subject.name.strategy", strategy)).serialize("letters", new Letter("a"));

        assertThat(registry.latest(subject)).isPresent();
    }

    @Test
    void registersKeysApartFromValues() throws Exception {
        try (var serializer = new AvroSerializer<Letter>()) {
            serializer.configure(Map.of("schema.registry.url", "mock://" + SCOPE), true);
            serializer.serialize("letters", new Letter("a"));
        }

        assertThat(registry.latest("letters-key")).isPresent();
        assertThat(registry.latest("letters-value")).isEmpty();
    }

    @Test
    void refusesAnUnregisteredSchemaWhereRegistrationIsOff() throws Exception {
        var serializer = serializer(Map.of("auto.register.schemas", "false"));

        assertThatThrownBy(() -> serializer.serialize("letters", new Letter("a")))
                .isInstanceOf(SerializationException.class)
                .satisfies(e -> assertThat(SerdeFailures.isInfrastructure(e)).isFalse());

        registry.register("letters-value", Letter.getClassSchema());
        assertThat(serializer.serialize("letters", new Letter("a"))).startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void writesWithTheLatestVersionByFieldName() throws Exception {
        var latest = new Schema.Parser().parse("""
                {"type": "record", "namespace": "io.posthorn.serde.example", "name": "Letter", "fields": [
                  {"name": "colour", "type": "string", "default": "red"}, {"name": "id", "type": "string"}]}""");
        registry.register("letters-value", latest);
        var settings = Map.of("auto.register.schemas", false, "use.latest.version", true);

        var bytes = serializer(settings).serialize("letters", new Letter("abc"));

        assertThat(bytes).containsExactly(0, 0, 0, 0, 1, 6, 'r', 'e', 'd', 6, 'a', 'b', 'c');
    }

    @Test
    void reportsARecordThatDoesNotFitItsSchema() {
        var schema = Letter.getClassSchema();
        GenericRecord empty = new GenericData.Record(schema);
        var serializer = serializer(Map.of());

        assertThatThrownBy(() -> serializer.serialize("letters", empty))
                .isInstanceOf(SerializationException.class)
                .satisfies(e -> assertThat(SerdeFailures.isInfrastructure(e)).isFalse());
        // What the failed attempt wrote does not leak into the next record.
        assertThat(serializer.serialize("letters", new Letter("abc"))).hasSize(9);
    }

    @Test
    void refusesWhatIsNotAvro() {
        assertThatThrownBy(() -> serializer(Map.of()).serialize("letters", "text"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.lang.String");
    }

    @ParameterizedTest
    @CsvSource({
        "auto.register.schemas, perhaps",
        "value.subject.name.strategy, MyStrategy",
        "specific.avro.value.type, java.lang.String",
        "specific.avro.value.type, no.such.Class",
        "basic.auth.credentials.source, SASL_INHERIT",
        "schema.registry.url, ftp://somewhere",
        "schema.registry.url, ' , '",
    })
    void refusesAMistakenSetting(String key, String value) {
        assertThatThrownBy(() -> serializer(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void serializesTheSameOnManyVirtualThreadsAtOnce() throws Exception {
        var serializer = serializer(Map.of());
        var deserializer = new AvroDeserializer<Object>();
        deserializer.configure(settings(Map.of("specific.avro.reader", true)), false);
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 2_000; i++) {
            var parcel = Parcels.aParcel("p-" + i);
            tasks.add(
                    () -> parcel.equals(deserializer.deserialize("parcels", serializer.serialize("parcels", parcel))));
        }

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(executor.invokeAll(tasks))
                    .extracting(Future::resultNow)
                    .hasSize(2_000)
                    .containsOnly(true);
        }
    }

    private static Map<String, Object> settings(Map<String, ?> extra) {
        var all = new HashMap<String, Object>();
        all.put("schema.registry.url", "mock://" + SCOPE);
        all.putAll(extra);
        return all;
    }

    private static AvroSerializer<Object> serializer(Map<String, ?> extra) {
        var serializer = new AvroSerializer<>();
        serializer.configure(settings(extra), false);
        return serializer;
    }
}
