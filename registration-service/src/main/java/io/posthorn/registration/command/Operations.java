package io.posthorn.registration.command;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations this service carries out. */
public final class Operations {
    private static final ApiModel TOPICS = ApiModel.load("topics.json");
    private static final ApiModel IDENTITIES = ApiModel.load("identities.json");

    /** What Posthorn's own services ask of each other; the gateway offers none of it. */
    private static final ApiModel INTERNAL = ApiModel.load("internal.json");

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * Takes the operations that the records of {@code requests} call.
     *
     * @throws IllegalArgumentException when one of them names an operation that none of them has
     */
    public Operations(ApiModel model, List<Class<? extends Request>> requests) {
        for (var request : requests) {
            var name = request.getSimpleName();
            var operation = operation(model, name)
                    .orElseThrow(() -> new IllegalArgumentException("the API has no operation '" + name + "'"));
            entries.put(name, new Entry(operation, request));
        }
    }

    /** The operation of that name, in the API, in those of topics and identities, or between services. */
    public static Optional<Operation> operation(ApiModel model, String name) {
        return model.operation(name)
                .or(() -> TOPICS.operation(name))
                .or(() -> IDENTITIES.operation(name))
                .or(() -> INTERNAL.operation(name));
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** The names of all of them. */
    public Set<String> names() {
        return Set.copyOf(entries.keySet());
    }

    /** An operation of the model together with the record that calls it. */
    record Entry(Operation operation, Class<? extends Request> request) {

        /** The member of the input that holds the idempotency token, where the operation has one. */
        Optional<String> tokenMember() {
            return operation.input().members().stream()
                    .filter(Shape.Member::idempotencyToken)
                    .map(Shape.Member::name)
                    .findFirst();
        }
    }
}
