package io.posthorn.send.carrier.smpp;

import io.posthorn.core.event.MessageStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

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
            var name = "submit-errors.csv";
            var stream = Objects.requireNonNull(SubmitError.class.getResourceAsStream(name), name);
            try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                var table = new HashMap<Integer, SubmitError>();
                reader.lines().skip(1).map(line -> line.split(",", -1)).forEach(fields -> {
                    var error = new SubmitError(fields[1], Action.valueOf(fields[2]), MessageStatus.valueOf(fields[3]));
                    table.put(Integer.decode(fields[0]), error);
                });
                return Map.copyOf(table);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
