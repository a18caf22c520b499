package io.posthorn.send.carrier.simulator;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.send.Speech.Markup;
import io.posthorn.core.simulator.SimulatorDestination;
import io.posthorn.core.simulator.SimulatorDestination.Outcome;
import io.posthorn.core.simulator.SimulatorDestinations;
import io.posthorn.core.text.SpokenText;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import io.posthorn.send.carrier.SubmitResult.Receipt;
import io.posthorn.send.carrier.SubmitResult.Refused;
import java.util.List;
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

    private static final List<Receipt> DELIVERY = List.of(
            new Receipt(MessageStatus.SUCCESSFUL, false, "simulated"),
            new Receipt(MessageStatus.DELIVERED, true, "simulated"));
    private static final List<Receipt> FAILURE = List.of(new Receipt(MessageStatus.UNREACHABLE, true, "simulated"));

    private static final Receipt RINGING = new Receipt(MessageStatus.RINGING, false, "simulated");
    private static final List<Receipt> NO_ANSWER =
            List.of(RINGING, new Receipt(MessageStatus.NO_ANSWER, true, "simulated"));

    /** How fast the simulator speaks: about as fast as people do. */
    private static final int CHARACTERS_PER_SECOND = 15;

    /** The longest voice message of the service's user guide: five minutes. */
    private static final int LONGEST_CALL_SECONDS = 300;

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
        return CompletableFuture.completedFuture(
                outcome.<SubmitResult>map(known -> new Accepted(message.getMessageId(), receipts(message, known)))
                        .orElseGet(() -> new Refused(MessageStatus.INVALID, "not a simulator destination")));
    }

    private static List<Receipt> receipts(Message message, Outcome outcome) {
        var isCall = message.getChannel() == Channel.VOICE;
        return switch (outcome) {
            case DELIVERED -> isCall ? answeredCall(message) : DELIVERY;
            case UNREACHABLE -> isCall ? NO_ANSWER : FAILURE;
        };
    }

    private static List<Receipt> answeredCall(Message message) {
        return List.of(
                RINGING,
                new Receipt(MessageStatus.ANSWERED, false, "simulated"),
                new Receipt(MessageStatus.COMPLETED, true, "simulated", seconds(message)));
    }

    private static int seconds(Message message) {
        var markup = message.getMessageBodyTextType();
        var measure =
                SpokenText.measure(message.getMessageBody(), markup == null ? Markup.TEXT : Markup.valueOf(markup));
        int characters = measure instanceof SpokenText.Measure.Fits fits ? fits.characters() : 0;
        return Math.clamp(Math.ceilDiv(characters, CHARACTERS_PER_SECOND), 1, LONGEST_CALL_SECONDS);
    }
}
