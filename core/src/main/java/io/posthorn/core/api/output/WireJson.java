package io.posthorn.core.api.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Reads and writes Java records as the JSON of the wire API: members in upper camel case, timestamps as seconds since the
 * epoch with three decimals, absent values left out, unknown members ignored.
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
