package io.posthorn.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.serde.example.Parcel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confluent's serializer and deserializer 5.5.3, in a class loader of their own, agree with ours byte by byte. */
class ConfluentWitnessTest {
    private StubRegistryServer server;
    private URLClassLoader confluent;
    private ClassLoader original;
    private Map<String, Object> settings;

    @BeforeEach
    void start() throws Exception {
        server = new StubRegistryServer();
        var jar = Path.of(System.getProperty("confluent.witness")).toUri().toURL();
        confluent = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        // Confluent's configuration looks its own classes up in the thread's loader.
        original = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(confluent);
        settings = Map.of("schema.registry.url", server.url());
    }

    @AfterEach
    void stop() throws Exception {
        Thread.currentThread().setContextClassLoader(original);
        server.close();
        confluent.close();
    }

    @Test
    void confluentReadsOurBytesAndWritesTheSame() throws Exception {
        var parcel = Parcels.aParcel("p-1");
        var ours = serialize("ours-first", parcel);

        var theirRecord = confluentDeserialize("ours-first", ours);

        assertThat(theirRecord)
                .hasToString(deserialize(false, "ours-first", ours).toString());
        assertThat(confluentSerialize("ours-first", theirRecord)).isEqualTo(ours);
        assertThat(server.registry().latest("ours-first-value"))
                .hasValueSatisfying(latest -> assertThat(latest.version()).isEqualTo(1));
    }

    @Test
    void weReadWhatConfluentWroteAndRegistered() throws Exception {
        var parcel = Parcels.aParcel("p-2");
        var theirRecord = confluentDeserialize("ours", serialize("ours", parcel));

        var theirs = confluentSerialize("theirs-first", theirRecord);

        assertThat(server.registry().latest("theirs-first-value")).isPresent();
        assertThat(deserialize(true, "theirs-first", theirs)).isEqualTo(parcel);
        assertThat(serialize("theirs-first", parcel)).isEqualTo(theirs);
        assertThat(serialize("theirs-first", deserialize(false, "theirs-first", theirs)))
                .isEqualTo(theirs);
    }

    private byte[] serialize(String topic, Object value) {
        try (var serializer = new AvroSerializer<Object>()) {
            serializer.configure(settings, false);
            return requireNonNull(serializer.serialize(topic, value));
        }
    }

    private Object deserialize(boolean specific, String topic, byte[] bytes) {
        try (var deserializer = new AvroDeserializer<Object>()) {
            var all = Map.of("schema.registry.url", server.url(), "specific.avro.reader", specific);
            deserializer.configure(all, false);
            var value = requireNonNull(deserializer.deserialize(topic, bytes));
            assertThat(value).isInstanceOf(specific ? Parcel.class : GenericRecord.class);
            return value;
        }
    }

    private Object confluentDeserialize(String topic, byte[] bytes) throws Exception {
        var type = confluent.loadClass("io.confluent.kafka.serializers.KafkaAvroDeserializer");
        var deserializer = type.getConstructor().newInstance();
        type.getMethod("configure", Map.class, boolean.class).invoke(deserializer, settings, false);
        return type.getMethod("deserialize", String.class, byte[].class).invoke(deserializer, topic, bytes);
    }

    private byte[] confluentSerialize(String topic, Object value) throws Exception {
        var type = confluent.loadClass("io.confluent.kafka.serializers.KafkaAvroSerializer");
        var serializer = type.getConstructor().newInstance();
        type.getMethod("configure", Map.class, boolean.class).invoke(serializer, settings, false);
        return (byte[]) type.getMethod("serialize", String.class, Object.class).invoke(serializer, topic, value);
    }
}
