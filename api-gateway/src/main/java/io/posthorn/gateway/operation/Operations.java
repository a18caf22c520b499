package io.posthorn.gateway.operation;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.FieldViolation;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.Service;
import io.posthorn.core.api.ValidationReason;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Every operation of an API, with what answers it. */
public final class Operations {
    private final Map<String, Entry> byTarget;

    /**
     * Sets out the catalogue.
     *
     * @throws IllegalArgumentException when an operation is offered that the API does not have, or does not say how to
     *     serve, or that is offered twice
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
            var handler = handlers.get(operation.name());
            entries.put(
                    model.targetPrefix() + "." + operation.name(),
                    handler == null
                            ? new Entry(operation, OperationKind.NOT_OFFERED, Operations::notOffered)
                            : new Entry(
                                    operation,
                                    OperationKind.of(served(operation).kind()),
                                    handler.handler()));
        }
        byTarget = Map.copyOf(entries);
    }

    private static Service served(Operation operation) {
        var service = operation.service();
        if (service == null) {
            throw new IllegalArgumentException(
                    "operation '" + operation.name() + "' is offered, and the model does not say how it is served");
        }
        return service;
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

    /** The operations that are offered, in no order. */
    public Stream<Entry> offered() {
        return byTarget.values().stream().filter(entry -> entry.kind() != OperationKind.NOT_OFFERED);
    }

    private static Answer notOffered(Call call) {
        return new Answer.Refused(new ApiError.Validation(
                ValidationReason.UNKNOWN_OPERATION, call.operation().name() + " is not offered by this installation"));
    }

    /** An operation and what answers it. */
    public static final class Entry {
        private final Operation operation;
        private final OperationKind kind;
        private final OperationHandler handler;

        private Entry(Operation operation, OperationKind kind, OperationHandler handler) {
            this.operation = operation;
            this.kind = kind;
            this.handler = handler;
        }

        public String name() {
            return operation.name();
        }

        public OperationKind kind() {
            return kind;
        }

        public Operation operation() {
            return operation;
        }

        /** Checks the request against the API's model, then lets the operation answer it. */
        public Answer answer(Caller caller, ObjectNode input) {
            return answer(caller, input, null, List.of());
        }

        /**
         * The same for a protocol with rules of its own.
         *
         * @param idempotencyKey see {@link Call}
         * @param found what is wrong by the protocol's rules, to be told together with what is wrong by the model's
         */
        public Answer answer(
                Caller caller, ObjectNode input, @Nullable String idempotencyKey, List<FieldViolation> found) {
            return answer(caller, input, idempotencyKey, found, InputStream.nullInputStream());
        }

        /**
         * The same for a request that carries more than its input.
         *
         * @param body see {@link Call}
         */
        public Answer answer(
                Caller caller,
                ObjectNode input,
                @Nullable String idempotencyKey,
                List<FieldViolation> found,
                InputStream body) {
            if (kind != OperationKind.NOT_OFFERED) {
                var violations = both(found, RequestValidator.violations(operation, input));
                if (!violations.isEmpty()) {
                    return new Answer.Refused(ApiError.Validation.of(violations));
                }
            }
            return handler.answer(new Call(operation, caller, input, idempotencyKey, body));
        }

        private static List<FieldViolation> both(List<FieldViolation> found, List<FieldViolation> byModel) {
            if (found.isEmpty()) {
                return byModel;
            }
            var all = new ArrayList<>(found);
            var paths = new HashSet<String>();
            found.forEach(violation -> paths.add(violation.path()));
            byModel.stream()
                    .filter(violation -> !paths.contains(violation.path()))
                    .forEach(all::add);
            return all;
        }
    }
}
