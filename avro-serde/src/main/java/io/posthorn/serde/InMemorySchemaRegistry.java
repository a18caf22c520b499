package io.posthorn.serde;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** A registry for tests. It accepts every schema, compatible or not. */
final class InMemorySchemaRegistry implements SchemaRegistryClient {
    private static final ConcurrentHashMap<String, InMemorySchemaRegistry> SCOPES = new ConcurrentHashMap<>();

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<RegisteredSchema>> subjects = new HashMap<>();

    static InMemorySchemaRegistry scope(String name) {
        return SCOPES.computeIfAbsent(name, unknown -> new InMemorySchemaRegistry());
    }

    static void drop(String name) {
        SCOPES.remove(name);
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        var known = idOf(subject, schema);
        if (known.isPresent()) {
            return known.getAsInt();
        }
        int id = ids.computeIfAbsent(schema.toString(), text -> {
            schemas.add(schema);
            return schemas.size();
        });
        var versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        versions.add(new RegisteredSchema(subject, versions.size() + 1, id, schema));
        return id;
    }

    @Override
    public synchronized OptionalInt idOf(String subject, Schema schema) {
        return versions(subject).stream()
                .filter(version -> version.schema().toString().equals(schema.toString()))
                .mapToInt(RegisteredSchema::id)
                .findFirst();
    }

    @Override
    public synchronized Optional<Schema> schema(int id) {
        return id < 1 || id > schemas.size() ? Optional.empty() : Optional.of(schemas.get(id - 1));
    }

    @Override
    public synchronized Optional<RegisteredSchema> latest(String subject) {
        var versions = versions(subject);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return latest(subject)
                .map(latest -> SchemaCompatibility.checkReaderWriterCompatibility(schema, latest.schema())
                        .getType())
                .map(SchemaCompatibilityType.COMPATIBLE::equals)
                .orElse(true);
    }

    private List<RegisteredSchema> versions(String subject) {
        return subjects.getOrDefault(subject, List.of());
    }
}
