package io.posthorn.gateway.read;

import io.posthorn.core.api.Operation;
import io.posthorn.core.api.output.DeliveryQueueOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.schemas.PlaceBacklog;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** How deliveries to the places of an account's event destinations fare; an operation of the REST interface only. */
public final class DeliveryReads {
    private final Function<Scope, AccountResources> resources;

    /** Some 500 bytes for each place, by the keys of the topic. */
    private final NavigableMap<String, PlaceBacklog> places = new ConcurrentSkipListMap<>();

    public DeliveryReads(Function<Scope, AccountResources> resources) {
        this.resources = resources;
    }

    /** Learns what was told of a place, or that nothing is told of it any more. */
    public void apply(String key, Optional<PlaceBacklog> told) {
        told.ifPresentOrElse(backlog -> places.put(key, backlog), () -> places.remove(key));
    }

    public OfferedOperation offered() {
        return new OfferedOperation(
                "ListDeliveryQueues", call -> Reads.answer(this::all, resources.apply(call.caller()), call));
    }

    private Object all(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var question = Question.of(operation, account.scope(), input);
        var own = account.scope().account().value() + "/";
        var after = question.after().isEmpty() ? own : question.after();
        var found = places.tailMap(after, false).entrySet().stream()
                .takeWhile(place -> place.getKey().startsWith(own));
        return Describe.page(
                "Queues", question.page(found, Map.Entry::getKey), place -> output(place.getValue()), Map.of());
    }

    private static DeliveryQueueOutput output(PlaceBacklog told) {
        return new DeliveryQueueOutput(
                told.getKind().name(),
                told.getTargetArn(),
                told.getBranch().isEmpty() ? null : told.getBranch(),
                told.getWaiting(),
                told.getOldestAcceptedAt(),
                told.getBreaker(),
                told.getLastError(),
                told.getLastErrorAt(),
                told.getMeasuredAt());
    }
}
