package io.posthorn.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.serde.example.Letter;
import io.posthorn.serde.example.Parcel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreparedWriterTest {
    private static final Schema EVERYTHING = new Schema.Parser().parse("""
            {"type": "record", "name": "Everything", "fields": [
              {"name": "whole", "type": "int"}, {"name": "long", "type": "long"}, {"name": "half", "type": "float"},
              {"name": "double", "type": "double"}, {"name": "yes", "type": "boolean"}, {"name": "none", "type": "null"},
              {"name": "bytes", "type": "bytes"}, {"name": "text", "type": "string"},
              {"name": "fixed", "type": {"type": "fixed", "name": "Four", "size": 4}},
              {"name": "colour", "type": {"type": "enum", "name": "Colour", "symbols": ["RED", "BLUE"]}},
              {"name": "perhaps", "type": ["null", "string"]}, {"name": "orNot", "type": ["long", "null"]},
              {"name": "either", "type": ["null", "int", "string", "Four", {"type": "array", "items": "Colour"}]},
              {"name": "inner", "type": ["null", {"type": "array", "items": "Everything"}]},
              {"name": "map", "type": {"type": "map", "values": ["null", "bytes"]}}]}""");

    @BeforeAll
    static void trust() {
        GeneratedClasses.trust();
    }

    static Stream<Parcel> parcels() {
        return Stream.of(
                Parcels.aParcel("1"),
                Parcel.newBuilder(Parcels.aParcel("2")).setNote(null).build(),
                Parcel.newBuilder(Parcels.aParcel(""))
                        .setStops(List.of())
                        .setLabels(Map.of())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("parcels")
    void writesWhatAvroWrites(Parcel parcel) throws IOException {
        var model = SpecificData.getForClass(Parcel.class);

        assertThat(written(new PreparedWriter(parcel.getSchema(), model), parcel))
                .isEqualTo(written(new SpecificDatumWriter<>(parcel.getSchema(), model), parcel));
    }

    @Test
    void writesEveryKindOfValue() throws IOException {
        var model = new SpecificData();
        var prepared = new PreparedWriter(EVERYTHING, model);
        var plain = new SpecificDatumWriter<>(EVERYTHING, model);

        for (var any : new RandomData(EVERYTHING, 200, 1L)) {
            assertThat(written(prepared, any)).isEqualTo(written(plain, any));
        }
    }

    @Test
    void namesTheFieldThatDoesNotFit() {
        var model = SpecificData.getForClass(Letter.class);
        var prepared = new PreparedWriter(Letter.getClassSchema(), model);
        IndexedRecord number = new GenericData.Record(Letter.getClassSchema());
        number.put(0, 7);

        assertThatThrownBy(() -> written(prepared, new Letter()))
                .isInstanceOf(AvroTypeException.class)
                .hasMessage("field id of io.posthorn.serde.example.Letter is no string: null");
        assertThatThrownBy(() -> written(prepared, number))
                .isInstanceOf(AvroTypeException.class)
                .hasMessage("field id of io.posthorn.serde.example.Letter is no string: java.lang.Integer");
    }

    @Test
    void refusesAColourThereIsNot() {
        var prepared = new PreparedWriter(EVERYTHING, new SpecificData());
        var any = (GenericRecord) new RandomData(EVERYTHING, 1, 1L).iterator().next();
        any.put("colour", "GREEN");

        assertThatThrownBy(() -> written(prepared, any))
                .isInstanceOf(AvroTypeException.class)
                .hasMessage("GREEN is no Colour");
    }

    private static byte[] written(DatumWriter<Object> writer, Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        writer.write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
