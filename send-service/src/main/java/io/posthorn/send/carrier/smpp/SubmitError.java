package io.posthorn.send.carrier.smpp;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.posthorn.core.csv.Csv;
import io.posthorn.core.event.MessageStatus;
import java.util.HashMap;
import java.util.Map;

/**
 * What a carrier's refusal of a {@code submit_sm} means.
 *
 * @param name the code's name in the standard
 * @param status what the message ends with, where it is refused
 */
record SubmitError(String name, Action action, MessageStatus status) {

    /** What to do about it. */
    public enum Action {
        /** The same would soon succeed: it is tried again a few times. */
        RETRY,
        /** The carrier wants less: it is asked more slowly, and for this message again. */
        THROTTLE,
        /** The same would never succeed. */
        REFUSE,
        /** The connection is not what it should be: it is made anew, and the message handed over then. */
        RECONNECT
    }

    /** What all codes mean to one carrier. */
    static final class Table {
        private static final Map<Integer, SubmitError> STANDARD = read();
        private static final SubmitError UNLISTED =
                new SubmitError("unlisted", Action.REFUSE, MessageStatus.CARRIER_BLOCKED);

        private final Map<Integer, SubmitError> byCode = new HashMap<>(STANDARD);

        Table(Map<String, Action> overrides) {
            overrides.forEach((code, action) -> byCode.compute(Integer.decode(code), (number, known) -> {
                var standard = known == null ? UNLISTED : known;
                return new SubmitError(standard.name(), action, standard.status());
            }));
        }

        SubmitError of(int code) {
            return byCode.getOrDefault(code, UNLISTED);
        }

        private static Map<Integer, SubmitError> read() {
            return Csv.resource(SubmitError.class, "submit-errors.csv").stream()
                    .collect(toUnmodifiableMap(
                            row -> Integer.decode(row.getField(0)),
                            row -> new SubmitError(
                                    row.getField(1),
                                    Action.valueOf(row.getField(2)),
                                    MessageStatus.valueOf(row.getField(3)))));
        }
    }
}
