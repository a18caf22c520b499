package io.posthorn.registration.operator;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.operator.AvailableNumber;
import io.posthorn.core.operator.HeldNumber;
import io.posthorn.core.operator.NumberInput;
import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.output.HeldNumberOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What happens to the inventory of numbers. */
final class Numbers {
    /** Once a number fits, so many others are looked at for one that can do no more than it has to. */
    private static final int SEARCH_FOR_BETTER = 1_000;

    private Numbers() {}

    record PutNumbers(List<NumberInput> numbers) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            var changes = new ArrayList<OperatorDecision.Change>();
            var wrong = new ArrayList<ApiError.Field>();
            var seen = new HashSet<String>();
            for (int i = 0; i < numbers.size(); i++) {
                var put = numbers.get(i).toNumber();
                var field = "Numbers[" + i + "].PhoneNumber";
                if (!seen.add(put.id())) {
                    wrong.add(new ApiError.Field(field, "is there twice"));
                    continue;
                }
                var present = state.find(OperatorKind.NUMBER, put.id()).orElse(null);
                put.obstacle(present).ifPresent(obstacle -> wrong.add(new ApiError.Field(field, obstacle)));
                changes.add(new OperatorDecision.Change.Put(present == null ? put : put.leased(present.lease())));
            }
            return wrong.isEmpty()
                    ? new OperatorDecision.Changed(changes, new OperatorDecision.Written(changes.size()))
                    : OperatorDecision.invalid(wrong);
        }
    }

    record DeleteNumber(String phoneNumber) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            var number = PhoneNumber.parse(phoneNumber)
                    .flatMap(parsed -> state.find(OperatorKind.NUMBER, parsed.value()))
                    .orElse(null);
            if (number == null) {
                return OperatorDecision.notFound(ResourceType.PHONE_NUMBER, phoneNumber);
            }
            return number.lease() == null
                    ? OperatorDecision.remove(number, HeldNumberOutput.of(number))
                    : OperatorDecision.conflict(
                            ConflictReason.RESOURCE_DELETION_NOT_ALLOWED, ResourceType.PHONE_NUMBER, phoneNumber);
        }
    }

    /** A number that fits the wish, and better none that can do more than wished for. */
    static Optional<HeldNumber> find(OperatorResources state, NumberWish wish) {
        var fitting = state.after(
                        OperatorKind.AVAILABLE_NUMBER, AvailableNumber.prefix(wish.country(), wish.type()), "")
                .flatMap(mark -> state.find(OperatorKind.NUMBER, mark.number().value()).stream())
                .filter(wish::fits)
                .iterator();
        if (!fitting.hasNext()) {
            return Optional.empty();
        }
        var first = fitting.next();
        var best = first;
        for (int i = 0; i < SEARCH_FOR_BETTER && !isExact(best, wish) && fitting.hasNext(); i++) {
            best = fitting.next();
        }
        return Optional.of(isExact(best, wish) ? best : first);
    }

    private static boolean isExact(HeldNumber number, NumberWish wish) {
        return number.capabilities().equals(wish.capabilities());
    }
}
