package io.posthorn.dispatcher.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.dispatcher.file.DayFiles;
import io.posthorn.dispatcher.file.DayReader;
import io.posthorn.dispatcher.file.FilePlace;
import io.posthorn.platform.control.ReplyAddress;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.schemas.LogLookup;
import io.posthorn.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Answers questions about the events in log groups, from their files. One that cannot be read is passed over. */
public final class LogSearch implements PartitionProcessor {
    private static final int USUALLY = 100;

    /** A question looks through no more than this; the answer's token goes on from there. */
    private static final int MOST_BYTES = 16 << 20;

    /** An answer is one record of Kafka. */
    private static final int LONGEST_ANSWER = 512 << 10;

    private static final Pattern TIME = Pattern.compile("\"eventTimestamp\":(\\d{1,18})");

    private final Path groups;
    private final DayReader reader;

    private LogSearch(Path groups, DayReader reader) {
        this.groups = groups;
        this.reader = reader;
    }

    /**
     * The stage.
     *
     * @param groups holds the groups of all accounts
     */
    public static StageSpec<LogSearch> stage(Path groups, MeterRegistry meters) {
        var reader = new DayReader(meters.counter("posthorn.dispatcher.logs.unreadable"));
        return StageSpec.of("log-search", LogSearch.class)
                .reads(Topics.LOG_LOOKUPS, LogSearch::onLookup)
                .with(partition -> new LogSearch(groups, reader));
    }

    /**
     * What is asked.
     *
     * @param stream empty for all
     * @param contains empty for everything
     */
    private record Question(
            DayFiles group, String stream, String contains, long start, long end, int most, FilePlace from) {

        boolean isAbout(String line) {
            return line.contains(contains) && isInTime(line);
        }

        private boolean isInTime(String line) {
            if (start == 0 && end == Long.MAX_VALUE) {
                return true;
            }
            var time = TIME.matcher(line);
            if (!time.find()) {
                return false;
            }
            var millis = Long.parseLong(time.group(1));
            return start <= millis && millis < end;
        }
    }

    /** The answer, as the model has it. */
    private record Found(List<Event> events, @Nullable String nextToken) {
        private record Event(String logStreamName, String message) {}
    }

    private void onLookup(Inbound<LogLookup> inbound, Outputs out) {
        var lookup = inbound.value();
        var found = search(question(lookup));
        new ReplyAddress(lookup.getLookupId(), lookup.getReplyTo())
                .reply(true, WireJson.MAPPER.writeValueAsString(found), out);
    }

    private Question question(LogLookup lookup) {
        var input = WireJson.MAPPER.readTree(lookup.getInput());
        return new Question(
                LogGroups.files(
                        groups, new AccountId(lookup.getAccountId()), lookup.getRegion(), text(input, "LogGroupName")),
                text(input, "LogStreamName"),
                text(input, "Contains"),
                input.path("StartMilliseconds").asLong(0),
                input.path("EndMilliseconds").asLong(Long.MAX_VALUE),
                input.path("MaxResults").asInt(USUALLY),
                FilePlace.of(text(input, "NextToken")));
    }

    private static String text(JsonNode input, String member) {
        return input.path(member).asString("");
    }

    private Found search(Question question) {
        var found = new ArrayList<Found.Event>();
        var left = MOST_BYTES;
        var size = 0;
        for (var stream : reader.streams(question.group())) {
            if (stream.compareTo(question.from().stream()) < 0
                    || (!question.stream().isEmpty() && !question.stream().equals(stream))) {
                continue;
            }
            var offset =
                    stream.equals(question.from().stream()) ? question.from().offset() : 0;
            if (left <= 0) {
                return new Found(found, new FilePlace(stream, offset).token());
            }
            var content = reader.read(question.group(), stream, offset, left);
            var begin = 0;
            for (var end = 0; end < content.length; end++) {
                if (content[end] != '\n') {
                    continue;
                }
                var line = new String(content, begin, end - begin, StandardCharsets.UTF_8);
                if (question.isAbout(line)) {
                    if (found.size() == question.most() || size + line.length() > LONGEST_ANSWER) {
                        return new Found(found, new FilePlace(stream, offset + begin).token());
                    }
                    found.add(new Found.Event(stream, line));
                    size += line.length();
                }
                begin = end + 1;
            }
            if (content.length == left) {
                return new Found(found, new FilePlace(stream, offset + begin).token());
            }
            left -= content.length;
        }
        return new Found(found, null);
    }
}
