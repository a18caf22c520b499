package io.posthorn.send.carrier.simulator;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.simulator.SimulatorDestination;
import io.posthorn.core.simulator.SimulatorDestination.Outcome;
import io.posthorn.core.simulator.SimulatorDestinations;
import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import io.posthorn.send.carrier.SubmitResult.Refused;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages and says what became of them in the same breath. Its answers follow from the message alone and are
 * written in the transaction that hands the message over, so that no crash ever doubles or loses one.
 */
public final class SimulatorCarrier implements Carrier {
    /** The carrier of simulator numbers. */
    public static final String NAME = "simulator";

    private final Optional<Outcome> otherDestinations;

    /** @param otherDestinations what becomes of messages to anybody else; {@code null}: they are refused as invalid */
    public SimulatorCarrier(@Nullable Outcome otherDestinations) {
        this.otherDestinations = Optional.ofNullable(otherDestinations);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletableFuture<SubmitResult> submit(Message message) {
        var outcome = PhoneNumber.parse(message.getDestinationPhoneNumber())
                .flatMap(SimulatorDestinations::find)
                .map(SimulatorDestination::outcome)
                .or(() -> otherDestinations);
        return CompletableFuture.completedFuture(outcome.<SubmitResult>map(
                        known -> new Accepted(message.getMessageId(), PlayedReceipts.of(message, status(known))))
                .orElseGet(() -> new Refused(MessageStatus.INVALID, "not a simulator destination")));
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    private static MessageStatus status(Outcome outcome) {
        return switch (outcome) {
            case DELIVERED -> MessageStatus.DELIVERED;
            case UNREACHABLE -> MessageStatus.UNREACHABLE;
        };
    }
}
