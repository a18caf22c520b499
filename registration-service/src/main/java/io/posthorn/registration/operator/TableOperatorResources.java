package io.posthorn.registration.operator;

import io.posthorn.core.operator.HeldNumber;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResource;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.platform.operator.OperatorRecords;
import io.posthorn.platform.stage.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the operator keeps, in the stage's table. Streams read page by page as they are consumed, and must be consumed
 * before the table changes.
 */
record TableOperatorResources(Table<io.posthorn.schemas.OperatorResource> table) implements OperatorResources {
    private static final int PAGE = 64;

    @Override
    public <R extends OperatorResource> Optional<R> find(OperatorKind<R> kind, String id) {
        return table.get(kind.prefix() + id).map(found -> kind.type().cast(OperatorRecords.fromRecord(id, found)));
    }

    @Override
    public <R extends OperatorResource> Stream<R> after(OperatorKind<R> kind, String prefix, String after) {
        var whole = kind.prefix() + prefix;
        UnaryOperator<List<Table.Entry<io.posthorn.schemas.OperatorResource>>> next = page -> page.size() < PAGE
                ? List.of()
                : table.page(whole, page.getLast().key(), PAGE);
        return Stream.iterate(
                        table.page(whole, after.isEmpty() ? "" : kind.prefix() + after, PAGE),
                        page -> !page.isEmpty(),
                        next)
                .flatMap(List::stream)
                .map(entry -> kind.type()
                        .cast(OperatorRecords.fromRecord(
                                entry.key().substring(kind.prefix().length()), entry.value())));
    }

    /** Makes a change; numbers are found by their marks, so a number and its mark change together. */
    void make(OperatorDecision.Change change) {
        switch (change) {
            case OperatorDecision.Change.Put(HeldNumber number) -> {
                unmark(number.id());
                put(number);
                if (number.status() == HeldNumber.Status.AVAILABLE) {
                    put(number.mark());
                }
            }
            case OperatorDecision.Change.Put(var resource) -> put(resource);
            case OperatorDecision.Change.Remove(var resource) -> {
                if (resource instanceof HeldNumber number) {
                    unmark(number.id());
                }
                table.delete(resource.key());
            }
        }
    }

    private void unmark(String number) {
        find(OperatorKind.NUMBER, number)
                .ifPresent(before -> table.delete(before.mark().key()));
    }

    private void put(OperatorResource resource) {
        table.put(resource.key(), OperatorRecords.toRecord(resource));
    }
}
