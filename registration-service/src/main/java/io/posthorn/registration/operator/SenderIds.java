package io.posthorn.registration.operator;

import io.posthorn.core.api.ResourceType;
import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.output.HeldSenderIdOutput;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator does with the inventory of sender ids. */
final class SenderIds {
    private SenderIds() {}

    record PutSenderIds(List<Entry> senderIds) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            return new OperatorDecision.Changed(
                    senderIds.stream()
                            .<OperatorDecision.Change>map(entry -> new OperatorDecision.Change.Put(entry.toSenderId()))
                            .toList(),
                    new OperatorDecision.Written(senderIds.size()));
        }
    }

    /** A sender id as the operator describes it. */
    record Entry(
            String senderId,
            String isoCountryCode,
            String carrier,
            @Nullable Integer partsPerSecond,
            BigDecimal monthlyLeasingPrice,
            @Nullable Boolean registrationRequired,
            @Nullable Boolean withheld) {
        HeldSenderId toSenderId() {
            return new HeldSenderId(
                    senderId,
                    isoCountryCode,
                    carrier,
                    partsPerSecond,
                    monthlyLeasingPrice,
                    Boolean.TRUE.equals(registrationRequired),
                    Boolean.TRUE.equals(withheld));
        }
    }

    record DeleteSenderId(String isoCountryCode, String senderId) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            return state.find(OperatorKind.SENDER_ID, HeldSenderId.id(isoCountryCode, senderId))
                    .map(held -> OperatorDecision.remove(held, HeldSenderIdOutput.of(held)))
                    .orElseGet(
                            () -> OperatorDecision.notFound(ResourceType.SENDER_ID, isoCountryCode + "/" + senderId));
        }
    }
}
