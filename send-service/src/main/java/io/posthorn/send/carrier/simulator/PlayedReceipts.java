package io.posthorn.send.carrier.simulator;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.send.Speech.Markup;
import io.posthorn.core.text.SpokenText;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.SubmitResult.Receipt;
import java.util.List;

/** What carriers report of a message that has come to a certain end. */
final class PlayedReceipts {
    private static final String DETAIL = "simulated";
    private static final Receipt ON_ITS_WAY = new Receipt(MessageStatus.SUCCESSFUL, false, DETAIL);
    private static final Receipt RINGING = new Receipt(MessageStatus.RINGING, false, DETAIL);

    /** How fast the simulator speaks: about as fast as people do. */
    private static final int CHARACTERS_PER_SECOND = 15;

    /** The longest voice message of the service's user guide: five minutes. */
    private static final int LONGEST_CALL_SECONDS = 300;

    private PlayedReceipts() {}

    /**
     * The receipts, in order.
     *
     * @param end for calls {@code DELIVERED} stands for those that were answered, and what calls have no word for, for
     *     those that were not
     */
    static List<Receipt> of(Message message, MessageStatus end) {
        if (message.getChannel() == Channel.VOICE) {
            return switch (end) {
                case DELIVERED, SUCCESSFUL, COMPLETED -> answeredCall(message);
                case BUSY, FAILED -> List.of(RINGING, new Receipt(end, true, DETAIL));
                default -> List.of(RINGING, new Receipt(MessageStatus.NO_ANSWER, true, DETAIL));
            };
        }
        var last = new Receipt(end, true, DETAIL);
        return end == MessageStatus.DELIVERED ? List.of(ON_ITS_WAY, last) : List.of(last);
    }

    private static List<Receipt> answeredCall(Message message) {
        return List.of(
                RINGING,
                new Receipt(MessageStatus.ANSWERED, false, DETAIL),
                new Receipt(MessageStatus.COMPLETED, true, DETAIL, seconds(message)));
    }

    private static int seconds(Message message) {
        var markup = message.getMessageBodyTextType();
        var measure =
                SpokenText.measure(message.getMessageBody(), markup == null ? Markup.TEXT : Markup.valueOf(markup));
        int characters = measure instanceof SpokenText.Measure.Fits fits ? fits.characters() : 0;
        return Math.clamp(Math.ceilDiv(characters, CHARACTERS_PER_SECOND), 1, LONGEST_CALL_SECONDS);
    }
}
