package io.posthorn.gateway.operation;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Every operation of the API, by the target name clients send, with what answers it. */
public final class Operations {
    private final Map<String, Entry> byTarget;

    /**
     * Sets out the catalogue.
     *
     * @throws IllegalArgumentException when an operation is offered that the API does not have, or offered twice
     */
    public Operations(ApiModel model, Collection<OfferedOperation> offered) {
        var handlers = new HashMap<String, OfferedOperation>();
        for (var each : offered) {
            if (model.operation(each.name()).isEmpty()) {
                throw new IllegalArgumentException("the API has no operation '" + each.name() + "'");
            }
            if (handlers.put(each.name(), each) != null) {
                throw new IllegalArgumentException("operation '" + each.name() + "' is offered twice");
            }
        }
        var entries = new HashMap<String, Entry>();
        for (var operation : model.operations()) {
            var handler = handlers.getOrDefault(
                    operation.name(),
                    new OfferedOperation(operation.name(), OperationKind.NOT_OFFERED, Operations::notOffered));
            entries.put(model.targetPrefix() + "." + operation.name(), new Entry(operation, handler));
        }
        byTarget = Map.copyOf(entries);
    }

    /** The operation a target header names; empty where the API has none of that name. */
    public Optional<Entry> find(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    /** Names of the operations of this kind, in alphabetical order. */
    public Set<String> names(OperationKind kind) {
        var names = new TreeSet<String>();
        byTarget.values().stream().filter(entry -> entry.kind() == kind).forEach(entry -> names.add(entry.name()));
        return names;
    }

    private static Answer notOffered(Operation operation, Scope caller, ObjectNode input) {
        return new Answer.Refused(new ApiError.Validation(
                ValidationReason.UNKNOWN_OPERATION, operation.name() + " is not offered by this installation"));
    }

    /** An operation and what answers it. */
    public static final class Entry {
        private final Operation operation;
        private final OfferedOperation offered;

        private Entry(Operation operation, OfferedOperation offered) {
            this.operation = operation;
            this.offered = offered;
        }

        public String name() {
            return operation.name();
        }

        public OperationKind kind() {
            return offered.kind();
        }

        /** Checks the request against the API's model, then lets the operation answer it. */
        public Answer answer(Scope caller, ObjectNode input) {
            if (offered.kind() != OperationKind.NOT_OFFERED) {
                var violations = RequestValidator.violations(operation, input);
                if (!violations.isEmpty()) {
                    return new Answer.Refused(ApiError.Validation.of(violations));
                }
            }
            return offered.handler().answer(operation, caller, input);
        }
    }
}
