package io.posthorn.core.operator;

import java.util.Optional;
import java.util.stream.Stream;

/** What the operator keeps, to look at. */
public interface OperatorResources {

    <R extends OperatorResource> Optional<R> find(OperatorKind<R> kind, String id);

    /**
     * Those of one kind whose id begins with {@code prefix}, in the order of their ids.
     *
     * @param after id to begin behind; empty to begin at the first
     */
    <R extends OperatorResource> Stream<R> after(OperatorKind<R> kind, String prefix, String after);

    /** All of one kind, in the order of their ids. */
    default <R extends OperatorResource> Stream<R> all(OperatorKind<R> kind) {
        return after(kind, "", "");
    }
}
