package io.posthorn.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.posthorn.serde.example.Letter;
import io.posthorn.serde.example.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroDeserializerTest {
    private static final String SCOPE = "deserializer-test";

    private final AvroSerializer<Object> serializer = new AvroSerializer<>();

    @BeforeEach
    void configure() {
        serializer.configure(settings(Map.of()), false);
    }

    @AfterEach
    void drop() {
        SchemaRegistryClient.dropMock(SCOPE);
    }

    @Test
    void readsTheClassTheSchemaNames() {
        var parcel = Parcels.aParcel("p-1");

        assertThat(deserializer(Map.of("specific.avro.reader", "true")).deserialize("parcels", written(parcel)))
                .isEqualTo(parcel);
    }

    @Test
    void readsGenericRecordsByDefault() {
        assertThat(deserializer(Map.of()).deserialize("letters", written(new Letter("abc"))))
                .isInstanceOfSatisfying(
                        GenericRecord.class,
                        letter -> assertThat(letter.get("id")).hasToString("abc"));
    }

    @Test
    void readsNothingFromNull() {
        assertThat(deserializer(Map.of()).deserialize("letters", null)).isNull();
    }

    @Test
    void readsAnEarlierSchemaIntoTodaysClass() {
        var earlier = new Schema.Parser().parse("""
                {"type": "record", "namespace": "io.posthorn.serde.example", "name": "Letter", "fields": [
                  {"name": "colour", "type": "string"}, {"name": "id", "type": "string"}]}""");
        var letter = new GenericData.Record(earlier);
        letter.put("colour", "red");
        letter.put("id", "abc");

        assertThat(deserializer(Map.of("specific.avro.reader", true)).deserialize("letters", written(letter)))
                .isEqualTo(new Letter("abc"));
    }

    @Test
    void readsOnlyTheConfiguredType() {
        var deserializer = deserializer(Map.of("specific.avro.value.type", Letter.class));
        assertThat(deserializer.deserialize("letters", written(new Letter("a"))))
                .isEqualTo(new Letter("a"));

        assertCanNeverBeRead(() -> deserializer.deserialize("letters", written(Parcels.aParcel("p-1"))));
    }

    @Test
    void acceptsTheConfiguredTypeByName() {
        var deserializer = deserializer(Map.of("specific.avro.value.type", Parcel.class.getName()));

        assertThat(deserializer.deserialize("parcels", written(Parcels.aParcel("p-1"))))
                .isInstanceOf(Parcel.class);
    }

    @Test
    void refusesWhatIsNotInTheWireFormat() {
        var deserializer = deserializer(Map.of());
        var bytes = written(new Letter("abc"));
        bytes[0] = 1;

        assertCanNeverBeRead(() -> deserializer.deserialize("letters", bytes));
        assertCanNeverBeRead(() -> deserializer.deserialize("letters", new byte[0]));
        assertCanNeverBeRead(() -> deserializer.deserialize("letters", new byte[4]));
        assertCanNeverBeRead(
                () -> deserializer.deserialize("letters", "{\"json\": true}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesAnUnknownSchemaId() {
        assertCanNeverBeRead(() -> deserializer(Map.of()).deserialize("letters", new byte[] {0, 0, 0, 0, 99, 0}));
    }

    @Test
    void refusesARecordCutShortAtAnyByte() {
        var deserializer = deserializer(Map.of("specific.avro.reader", true));
        var bytes = written(Parcels.aParcel("p-1"));

        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertCanNeverBeRead(() -> deserializer.deserialize("parcels", cut));
        }
        assertThat(deserializer.deserialize("parcels", bytes)).isEqualTo(Parcels.aParcel("p-1"));
    }

    @Test
    void refusesBytesAfterTheEnd() {
        var bytes = written(new Letter("abc"));

        assertCanNeverBeRead(
                () -> deserializer(Map.of()).deserialize("letters", Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void refusesAHugeDeclaredLengthWithoutAllocatingIt() {
        written(new Letter("abc"));
        // A string of 2^31 - 10 bytes, of which none follow.
        var bytes = new byte[] {0, 0, 0, 0, 1, (byte) 0xec, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};

        assertCanNeverBeRead(() -> deserializer(Map.of()).deserialize("letters", bytes));
    }

    @Test
    void reportsAnyDamageAsARecordThatCanNeverBeReadOrReadsIt() {
        var deserializer = deserializer(Map.of("specific.avro.reader", true));
        var bytes = written(Parcels.aParcel("p-1"));
        long seed = new Random().nextLong();
        var random = new Random(seed);

        for (int round = 0; round < 20_000; round++) {
            var damaged = bytes.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
            }
            var thrown = catchThrowable(() -> deserializer.deserialize("parcels", damaged));
            if (thrown != null) {
                assertThat(thrown).as("seed %d", seed).isInstanceOf(SerializationException.class);
                assertThat(SerdeFailures.isInfrastructure(thrown))
                        .as("seed %d", seed)
                        .isFalse();
            }
        }
    }

    @Test
    void refusesASchemaThatDoesNotFitTheClass() {
        var incompatible = new Schema.Parser().parse("""
                {"type": "record", "namespace": "io.posthorn.serde.example", "name": "Letter", "fields": [
                  {"name": "id", "type": "long"}]}""");
        var letter = new GenericData.Record(incompatible);
        letter.put("id", 1L);

        assertCanNeverBeRead(
                () -> deserializer(Map.of("specific.avro.reader", true)).deserialize("letters", written(letter)));
    }

    @Test
    void refusesAClassThatDoesNotExistOrIsNotARecord() {
        var deserializer = deserializer(Map.of("specific.avro.reader", true));

        for (var name : new String[] {"no.such.Letter", "java.lang.String", "java.io.File"}) {
            var schema = Schema.createRecord(name, null, null, false, List.of());
            assertCanNeverBeRead(() -> deserializer.deserialize("letters", written(new GenericData.Record(schema))));
        }
    }

    @Test
    void refusesNestingDeeperThanTheStack() {
        var recursive = new Schema.Parser().parse("""
                {"type": "record", "name": "Doll", "fields": [{"name": "inner", "type": ["null", "Doll"]}]}""");
        var doll = new GenericData.Record(recursive);
        doll.put("inner", null);
        var deserializer = deserializer(Map.of());
        int id = WireFormat.schemaId(written(doll));
        var bytes = new byte[2_000_000];
        Arrays.fill(bytes, (byte) 2);
        bytes[0] = 0;
        bytes[1] = 0;
        bytes[2] = 0;
        bytes[3] = 0;
        bytes[4] = (byte) id;

        assertCanNeverBeRead(() -> deserializer.deserialize("dolls", bytes));
    }

    private static void assertCanNeverBeRead(ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOf(SerializationException.class)
                .satisfies(e -> assertThat(SerdeFailures.isInfrastructure(e)).isFalse());
    }

    private byte[] written(Object value) {
        return requireNonNull(serializer.serialize("any", value));
    }

    private static Map<String, Object> settings(Map<String, ?> extra) {
        var all = new HashMap<String, Object>();
        all.put("schema.registry.url", "mock://" + SCOPE);
        all.putAll(extra);
        return all;
    }

    private static AvroDeserializer<Object> deserializer(Map<String, ?> extra) {
        var deserializer = new AvroDeserializer<>();
        deserializer.configure(settings(extra), false);
        return deserializer;
    }
}
