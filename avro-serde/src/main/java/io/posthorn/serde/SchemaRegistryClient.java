package io.posthorn.serde;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * A schema registry. All methods may be called by any number of threads. Each throws {@link IOException} if no registry
 * gives an answer, which is a reason to try again later, and {@link SchemaRefusedException} if the registry refuses the
 * schema, which is not. Ids and their schemas never change, so they are remembered.
 */
public interface SchemaRegistryClient {
    String URL = "schema.registry.url";
    String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    String USER_INFO = "basic.auth.user.info";

    /** The id of the schema, which becomes the subject's newest version unless it is one already. */
    int register(String subject, Schema schema) throws IOException;

    /** The id of the schema if it is a version of the subject. */
    OptionalInt idOf(String subject, Schema schema) throws IOException;

    /**
     * The Avro schema with this id; empty if the registry has none, which is remembered for ten seconds.
     *
     * @throws SchemaRefusedException if the id belongs to something that is not a self-contained Avro schema
     */
    Optional<Schema> schema(int id) throws IOException;

    /** The newest version of the subject, asked anew each time. */
    Optional<RegisteredSchema> latest(String subject) throws IOException;

    /** Whether the schema could become the next version; anything could be the first. */
    boolean isCompatible(String subject, Schema schema) throws IOException;

    /**
     * The client for {@code schema.registry.url}: one or more base addresses, separated by commas and tried in turn, or
     * {@code mock://scope} for one that lives in this process and is shared by all who name the scope.
     * {@code basic.auth.credentials.source} may be {@code URL} (the default: credentials stand in the address) or
     * {@code USER_INFO} (they are {@code user:password} in {@code basic.auth.user.info}).
     *
     * @throws org.apache.kafka.common.config.ConfigException if one of these is missing or malformed
     */
    static SchemaRegistryClient of(Map<String, ?> configuration) {
        var settings = RegistrySettings.of(configuration);
        return settings.mockScope()
                .<SchemaRegistryClient>map(InMemorySchemaRegistry::scope)
                .orElseGet(() -> new HttpSchemaRegistryClient(settings, Clock.systemUTC()));
    }

    /** The registry behind {@code mock://scope}. */
    static SchemaRegistryClient mock(String scope) {
        return InMemorySchemaRegistry.scope(scope);
    }

    /** Forgets the registry behind {@code mock://scope}. */
    static void dropMock(String scope) {
        InMemorySchemaRegistry.drop(scope);
    }
}
