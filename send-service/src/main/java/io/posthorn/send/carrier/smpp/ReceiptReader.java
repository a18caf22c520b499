package io.posthorn.send.carrier.smpp;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.smpp.SmppConnection.ReceiptIds;
import io.posthorn.send.carrier.smpp.SmppConnection.Receipts;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads receipts in either of their forms, the text of SMPP's appendix B or optional parameters, or a mixture. */
final class ReceiptReader {
    private static final Pattern ID = Pattern.compile("(?i)(?:^|\\s)id:\\s*(\\S+)");
    private static final Pattern STATE = Pattern.compile("(?i)(?:^|\\s)stat:\\s*([A-Z_]+)");
    private static final Pattern ERROR = Pattern.compile("(?i)(?:^|\\s)err:\\s*(\\w+)");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,40}");
    private static final Pattern HEXADECIMAL = Pattern.compile("(?i)(?:0x)?([0-9A-F]{1,40})");
    private static final int HEX = 16;

    /** Message states of SMPP by their number, and as receipts abbreviate them. */
    private enum State {
        SCHEDULED("SCHEDUL", MessageStatus.SUCCESSFUL, false),
        ENROUTE("ENROUTE", MessageStatus.SUCCESSFUL, false),
        DELIVERED("DELIVRD", MessageStatus.DELIVERED, true),
        EXPIRED("EXPIRED", MessageStatus.TTL_EXPIRED, true),
        DELETED("DELETED", MessageStatus.CARRIER_BLOCKED, true),
        UNDELIVERABLE("UNDELIV", MessageStatus.UNREACHABLE, true),
        ACCEPTED("ACCEPTD", MessageStatus.SUCCESSFUL, false),
        UNKNOWN("UNKNOWN", MessageStatus.UNKNOWN, true),
        REJECTED("REJECTD", MessageStatus.CARRIER_BLOCKED, true),
        SKIPPED("SKIPPED", MessageStatus.UNREACHABLE, true);

        private final String abbreviation;
        private final MessageStatus status;
        private final boolean isFinal;

        State(String abbreviation, MessageStatus status, boolean isFinal) {
            this.abbreviation = abbreviation;
            this.status = status;
            this.isFinal = isFinal;
        }

        static Optional<State> of(int number) {
            return 0 < number && number < values().length ? Optional.of(values()[number]) : Optional.empty();
        }

        /** Carriers write abbreviations and full names. */
        static State of(String word) {
            var upper = word.toUpperCase(Locale.ROOT);
            for (var state : values()) {
                if (upper.equals(state.abbreviation) || upper.equals(state.name())) {
                    return state;
                }
            }
            return UNKNOWN;
        }
    }

    private final Receipts receipts;
    private final ReceiptIds ids;
    private final Map<String, MessageStatus> errors;

    /**
     * @param receipts what counts as one
     * @param ids how receipts write ids
     * @param errors final status by error code, where it tells more than the state
     */
    ReceiptReader(Receipts receipts, ReceiptIds ids, Map<String, MessageStatus> errors) {
        this.receipts = receipts;
        this.ids = ids;
        this.errors = Map.copyOf(errors);
    }

    /** @param id the id the answer to the submission gave, in the one form both are brought to */
    record Read(String id, SubmitResult.Receipt receipt) {}

    /** The receipt; empty where it is none, or tells no id. */
    Optional<Read> read(SmppText text) {
        if (!text.isMarkedAsReceipt() && (receipts == Receipts.MARKED || !isLikeReceipt(text))) {
            return Optional.empty();
        }
        var words = text.words();
        var id = find(ID, words);
        var state = find(STATE, words);
        var told = text.receiptedMessageId();
        var key = told != null && !told.isEmpty() ? inAnswers(told) : id == null ? null : inReceipts(id);
        if (key == null) {
            return Optional.empty();
        }
        var known = State.of(text.messageState()).orElseGet(() -> State.of(state == null ? "" : state));
        var error = text.networkErrorCode() == null ? find(ERROR, words) : text.networkErrorCode();
        var status =
                known == State.DELIVERED || error == null ? known.status : errors.getOrDefault(error, known.status);
        var detail = known.abbreviation + (error == null ? "" : " " + error);
        if (known.isFinal && known != State.DELIVERED && text.isIntermediate()) {
            // An attempt has failed, and another one may follow.
            return Optional.of(new Read(key, new SubmitResult.Receipt(MessageStatus.SUCCESSFUL, false, detail)));
        }
        return Optional.of(new Read(key, new SubmitResult.Receipt(status, known.isFinal, detail)));
    }

    /** Whether it has an id and a state, where receipts have them. */
    static boolean isLikeReceipt(SmppText text) {
        var told = text.receiptedMessageId();
        if (told != null && !told.isEmpty() && text.messageState() != 0) {
            return true;
        }
        var words = text.words();
        return find(ID, words) != null && find(STATE, words) != null;
    }

    /** The form of an id that an answer, or a parameter of a receipt, tells. */
    String inAnswers(String id) {
        return switch (ids) {
            case SAME -> id.strip();
            case DECIMAL -> fromHexadecimal(id);
            case HEXADECIMAL -> fromDecimal(id);
        };
    }

    private String inReceipts(String id) {
        return switch (ids) {
            case SAME -> id.strip();
            case DECIMAL -> fromDecimal(id);
            case HEXADECIMAL -> fromHexadecimal(id);
        };
    }

    private static String fromDecimal(String id) {
        var digits = id.strip();
        return DECIMAL.matcher(digits).matches() ? new BigInteger(digits).toString() : digits;
    }

    private static String fromHexadecimal(String id) {
        var matcher = HEXADECIMAL.matcher(id.strip());
        return matcher.matches() ? new BigInteger(matcher.group(1), HEX).toString() : id.strip();
    }

    private static @Nullable String find(Pattern pattern, String words) {
        var matcher = pattern.matcher(words);
        return matcher.find() ? matcher.group(1) : null;
    }
}
