package io.posthorn.optout;

import io.posthorn.schemas.OptOutCommand;
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

    /**
     * A number that is on the list stays there as it is, so that an opt-out keeps its time however often it is repeated;
     * but a recipient's own opt-out counts for more than the account's, and replaces it.
     */
    static Outcome decide(OptOutCommand command, Optional<OptedOutNumber> listed) {
        return switch (command.getChange()) {
            case PUT -> {
                var stays = listed.filter(entry -> entry.getEndUserOptedOut() || !command.getEndUserOptedOut());
                yield stays.map(entry -> new Outcome.Listed(entry, false))
                        .orElseGet(() -> new Outcome.Listed(entry(command), true));
            }
            case DELETE -> listed.<Outcome>map(Outcome.Removed::new).orElseGet(Outcome.NotListed::new);
        };
    }

    private static OptedOutNumber entry(OptOutCommand command) {
        return new OptedOutNumber(
                command.getAccountId(),
                command.getRegion(),
                command.getOptOutListName(),
                command.getPhoneNumber(),
                command.getRequestedAt(),
                command.getEndUserOptedOut());
    }
}
