package io.posthorn.core.api.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.posthorn.core.api.Shape;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Reads and writes Java records as the JSON of the wire API: members in upper camel case, timestamps as seconds since
 * the epoch with three decimals, absent values left out, unknown members ignored.
 */
public final class WireJson {
    private static final int MILLIS_SCALE = 3;

    /** Thread-safe. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new EpochSecondsOut())
                    .addDeserializer(Instant.class, new EpochSecondsIn()))
            .build();

    private WireJson() {}

    /**
     * An answer as JSON: what {@code shape} has of the members of {@code output}. The records of this package carry
     * every member that some answer shows; which of them one answer shows is the model's to say.
     */
    public static ObjectNode answer(Shape.Structure shape, Object output) {
        ObjectNode tree = MAPPER.valueToTree(output);
        prune(shape, tree);
        return tree;
    }

    private static void prune(Shape shape, JsonNode value) {
        switch (shape) {
            case Shape.Structure structure -> {
                if (value instanceof ObjectNode object) {
                    object.retain(
                            structure.members().stream().map(Shape.Member::name).toList());
                    structure.members().forEach(member -> prune(member.shape(), object.path(member.name())));
                }
            }
            case Shape.ListOf list -> value.forEach(element -> prune(list.element(), element));
            case Shape.MapOf map -> value.forEach(entry -> prune(map.value(), entry));
            case Shape.Text ignored -> {}
            case Shape.Whole ignored -> {}
            case Shape.Fractional ignored -> {}
            case Shape.Bool ignored -> {}
            case Shape.Timestamp ignored -> {}
            case Shape.Blob ignored -> {}
        }
    }

    private static final class EpochSecondsOut extends StdSerializer<Instant> {
        EpochSecondsOut() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(BigDecimal.valueOf(value.toEpochMilli(), MILLIS_SCALE));
        }
    }

    private static final class EpochSecondsIn extends StdDeserializer<Instant> {
        EpochSecondsIn() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) {
            return Instant.ofEpochMilli(in.getDecimalValue()
                    .movePointRight(MILLIS_SCALE)
                    .toBigInteger()
                    .longValueExact());
        }
    }
}
