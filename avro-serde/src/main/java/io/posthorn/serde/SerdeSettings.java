package io.posthorn.serde;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What a serializer or deserializer was told, read from Confluent's keys.
 *
 * @param readerSchema the schema of the one class to read into; absent reads into the class named by the writer's
 *     schema
 */
record SerdeSettings(
        boolean isKey,
        boolean autoRegister,
        boolean useLatestVersion,
        SubjectNameStrategy subjects,
        boolean specificReader,
        Optional<Schema> readerSchema) {
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String USE_LATEST_VERSION = "use.latest.version";
    static final String SPECIFIC_READER = "specific.avro.reader";

    static SerdeSettings of(Map<String, ?> configuration, boolean isKey) {
        var side = isKey ? "key" : "value";
        var strategyKey = side + ".subject.name.strategy";
        var strategy = configuration.get(strategyKey);
        var readerSchema = readerSchema(configuration, "specific.avro." + side + ".type");
        return new SerdeSettings(
                isKey,
                flag(configuration, AUTO_REGISTER, true),
                flag(configuration, USE_LATEST_VERSION, false),
                strategy == null ? SubjectNameStrategy.TOPIC : SubjectNameStrategy.parse(strategyKey, strategy),
                readerSchema.isPresent() || flag(configuration, SPECIFIC_READER, false),
                readerSchema);
    }

    private static boolean flag(Map<String, ?> configuration, String key, boolean otherwise) {
        var value = configuration.get(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(key, value, "must be true or false");
        };
    }

    private static Optional<Schema> readerSchema(Map<String, ?> configuration, String key) {
        var type = type(key, configuration.get(key));
        if (type == null) {
            return Optional.empty();
        }
        if (!SpecificRecord.class.isAssignableFrom(type)) {
            throw new ConfigException(key, type.getName(), "must be a class generated from an Avro schema");
        }
        return Optional.of(SpecificData.get().getSchema(type));
    }

    private static @Nullable Class<?> type(String key, @Nullable Object value) {
        if (value == null || value instanceof Class<?>) {
            return (Class<?>) value;
        }
        try {
            return Utils.loadClass(value.toString().trim(), Object.class);
        } catch (ClassNotFoundException e) {
            throw new ConfigException(key, value, "names no class");
        }
    }
}
