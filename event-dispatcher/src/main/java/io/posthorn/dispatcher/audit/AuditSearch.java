package io.posthorn.dispatcher.audit;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.dispatcher.file.DayFiles;
import io.posthorn.dispatcher.file.DayReader;
import io.posthorn.dispatcher.file.FilePlace;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Looks through the files of an account's audit log, from the newest record on. */
final class AuditSearch {
    /** A question looks through no more than this; the answer's token goes on from there. */
    private static final int MOST_BYTES = 16 << 20;

    /** Longer than any record. */
    private static final int PIECE = 1 << 20;

    /** An answer is one record of Kafka. */
    private static final int LONGEST_ANSWER = 512 << 10;

    private final DayReader reader;
    private final DayFiles files;
    private final AuditQuestion question;
    private final List<Found.Call> found = new ArrayList<>();
    private int size;
    private boolean isFull;

    AuditSearch(DayReader reader, DayFiles files, AuditQuestion question) {
        this.reader = reader;
        this.files = files;
        this.question = question;
    }

    /**
     * The answer, as the model has it.
     *
     * @param nextToken where there may be more; null where there is not
     */
    record Found(List<Call> records, @Nullable String nextToken) {
        /** @param auditRecord all of it */
        record Call(
                String eventId,
                Instant eventTime,
                String eventName,
                String user,
                @Nullable String errorCode,
                String auditRecord) {
            static Call of(JsonNode call, String line) {
                return new Call(
                        call.path("eventID").asString(""),
                        Instant.parse(call.path("eventTime").asString("")),
                        call.path("eventName").asString(""),
                        call.path("userIdentity").path("arn").asString(""),
                        call.path("errorCode").asString(null),
                        line);
            }
        }
    }

    Found search() {
        long left = MOST_BYTES;
        for (var day : reader.streams(files).reversed()) {
            var end = question.isAboutDay(day) ? end(day) : 0;
            while (end > 0) {
                if (left <= 0) {
                    return new Found(found, new FilePlace(day, end).token());
                }
                var begin = Math.max(0, end - PIECE);
                var content = reader.read(files, day, begin, (int) (end - begin));
                if (content.length == 0) {
                    break;
                }
                left -= content.length;
                var unread = look(content, begin);
                if (isFull) {
                    return new Found(found, new FilePlace(day, unread).token());
                }
                end = unread < end ? unread : begin;
            }
        }
        return new Found(found, null);
    }

    /** Where to begin in a day; 0 where that day has been looked through. */
    private long end(String day) {
        var before = question.before();
        if (before.isEmpty() || day.compareTo(before.get().stream()) < 0) {
            return reader.length(files, day);
        }
        return day.equals(before.get().stream()) ? before.get().offset() : 0;
    }

    /**
     * Looks at the lines that are whole in a piece, the last one first; returns the place up to which nothing was read.
     */
    private long look(byte[] content, long begin) {
        var end = lineEnd(content, content.length);
        while (end >= 0) {
            var before = lineEnd(content, end);
            var beginsEarlier = before < 0 && begin > 0;
            if (beginsEarlier || !take(new String(content, before + 1, end - before - 1, StandardCharsets.UTF_8))) {
                break;
            }
            end = before;
        }
        return begin + end + 1;
    }

    private static int lineEnd(byte[] content, int before) {
        var at = before - 1;
        while (at >= 0 && content[at] != '\n') {
            at--;
        }
        return at;
    }

    /** Notes a record if it is meant; false where there is no room for it. */
    private boolean take(String line) {
        if (!question.mayBeAbout(line)) {
            return true;
        }
        try {
            var call = WireJson.MAPPER.readTree(line);
            if (!question.isAbout(call)) {
                return true;
            }
            isFull = found.size() == question.most() || size + line.length() > LONGEST_ANSWER;
            if (!isFull) {
                found.add(Found.Call.of(call, line));
                size += line.length();
            }
            return !isFull;
        } catch (JacksonException | DateTimeException changedByHand) {
            return true;
        }
    }
}
