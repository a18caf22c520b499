package io.posthorn.optout;

import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.OptOutEntry;
import io.posthorn.schemas.OptedOutNumber;
import java.util.Optional;

/** Decides what a command does to the entry of a number on a list. */
final class OptOutChanges {
    private OptOutChanges() {}

    /** What becomes of an entry. */
    sealed interface Outcome {

        /**
         * The number is on the list.
         *
         * @param changed whether the entry has to be written
         */
        record Listed(OptedOutNumber entry, boolean changed) implements Outcome {}

        /** The number is no longer on the list. */
        record Removed(OptedOutNumber entry) implements Outcome {}

        /** There is no entry to remove. */
        record NotListed() implements Outcome {}
    }

    /** Decides about a single number. */
    static Outcome decide(OptOutCommand command, Optional<OptedOutNumber> listed) {
        return switch (command.getChange()) {
            case PUT ->
                put(
                        command,
                        new OptOutEntry(
                                command.getPhoneNumber(), command.getRequestedAt(), command.getEndUserOptedOut()),
                        listed);
            case DELETE -> listed.<Outcome>map(Outcome.Removed::new).orElseGet(Outcome.NotListed::new);
            case IMPORT, CLEAR -> throw new IllegalArgumentException(command.getChange() + " is about many numbers");
        };
    }

    /**
     * A number that is on the list stays there as it is, so that an opt-out keeps its time however often it is
     * repeated; but a recipient's own opt-out counts for more than the account's, and replaces it.
     */
    static Outcome.Listed put(OptOutCommand command, OptOutEntry wanted, Optional<OptedOutNumber> listed) {
        return listed.filter(entry -> entry.getEndUserOptedOut() || !wanted.getEndUserOptedOut())
                .map(entry -> new Outcome.Listed(entry, false))
                .orElseGet(() -> new Outcome.Listed(entry(command, wanted), true));
    }

    private static OptedOutNumber entry(OptOutCommand command, OptOutEntry wanted) {
        return new OptedOutNumber(
                command.getAccountId(),
                command.getRegion(),
                command.getOptOutListName(),
                wanted.getPhoneNumber(),
                wanted.getOptedOutAt(),
                wanted.getEndUserOptedOut(),
                command.getOptOutListIncarnation());
    }
}
