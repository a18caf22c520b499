package io.posthorn.gateway.optout;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.csv.Csv;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.csv.CsvShape;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.schemas.OptOutEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One table on its way onto a list. Lines are read as fast as the owner of the list takes them, and as many as there
 * are: what is held in memory does not depend on how long the table is. A line that is wrong is left out and told; all
 * others are taken.
 */
final class OptOutImport {
    private static final Logger log = LoggerFactory.getLogger(OptOutImport.class);

    /** Numbers that one command carries: some milliseconds for their owner. */
    private static final int BATCH = 500;

    /** Commands on the way at a time. */
    private static final int IN_FLIGHT = 16;

    /** A command whose answer is late is written again; a number that is there already stays as it is. */
    private static final int ATTEMPTS = 2;

    private static final int LONGEST_LINE = 4096;

    /** Enough to mend a table with; the count of all is told besides. */
    private static final int MOST_LINES_TOLD = 1_000;

    private final Scope scope;
    private final CsvShape shape;
    private final Function<List<OptOutEntry>, Answer> owner;
    private final ToIntFunction<String> partitions;
    private final Instant now;

    private final Map<Integer, List<OptOutEntry>> gathered = new HashMap<>();
    private final List<CsvShape.LineError> wrong = new ArrayList<>();
    private long refused;

    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final AtomicLong added = new AtomicLong();
    private final AtomicLong alreadyThere = new AtomicLong();
    private final AtomicReference<@Nullable Answer> failure = new AtomicReference<>();

    /** What the owner of a list answers, and, with the lines that were wrong, what the caller is answered. */
    private record Counts(long added, long alreadyThere) {}

    private record Output(long added, long alreadyThere, long refused, List<CsvShape.LineError> wrongLines) {}

    /**
     * @param owner takes numbers of one partition
     * @param now no opt-out is later
     */
    OptOutImport(
            Scope scope,
            CsvShape shape,
            Function<List<OptOutEntry>, Answer> owner,
            ToIntFunction<String> partitions,
            Instant now) {
        this.scope = scope;
        this.shape = shape;
        this.owner = owner;
        this.partitions = partitions;
        this.now = now;
    }

    /** Takes the place of an owner where a table is only to be checked. */
    static Answer nothing(List<OptOutEntry> entries) {
        return new Answer.Done(WireJson.MAPPER.writeValueAsString(new Counts(0, 0)));
    }

    /** @throws UncheckedIOException when the table does not arrive to its end; what has arrived is taken */
    Answer take(InputStream body) {
        long last = 0;
        try (var table = Csv.reader(body, LONGEST_LINE);
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var rows = table.iterator();
            var errors = new ArrayList<CsvShape.LineError>();
            var header = shape.header(rows.hasNext() ? rows.next() : null, errors);
            if (header == null) {
                return invalid(errors);
            }
            last = header.getStartingLineNumber();
            while (failure.get() == null && rows.hasNext()) {
                var row = rows.next();
                last = row.getStartingLineNumber();
                var entry = entry(header, row);
                if (entry != null) {
                    gather(entry, writers);
                }
            }
            gathered.values().forEach(batch -> hand(batch, writers));
        } catch (CsvParseException broken) {
            return invalid(List.of(CsvShape.unreadable(last, LONGEST_LINE)));
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
        var failed = failure.get();
        return failed == null
                ? new Answer.Done(
                        WireJson.MAPPER.writeValueAsString(new Output(added.get(), alreadyThere.get(), refused, wrong)))
                : failed;
    }

    private static Answer invalid(List<CsvShape.LineError> errors) {
        return new Answer.Refused(new ApiError.Validation(
                ValidationReason.INVALID_PARAMETER,
                errors.stream()
                        .map(error -> new ApiError.Field(
                                error.column().isEmpty() ? "line " + error.line() : error.column(), error.message()))
                        .toList(),
                ""));
    }

    private @Nullable OptOutEntry entry(CsvRecord header, CsvRecord row) {
        var errors = new ArrayList<CsvShape.LineError>();
        var input = shape.read(header, row, errors);
        var entry = input == null ? null : entry(input, row.getStartingLineNumber(), errors);
        if (!errors.isEmpty()) {
            refused++;
            errors.stream().limit(MOST_LINES_TOLD - wrong.size()).forEach(wrong::add);
        }
        return errors.isEmpty() ? entry : null;
    }

    private @Nullable OptOutEntry entry(ObjectNode input, long line, List<CsvShape.LineError> errors) {
        record Line(
                String optedOutNumber,
                @Nullable Instant optedOutTimestamp,
                @Nullable Boolean endUserOptedOut) {}
        var read = WireJson.MAPPER.treeToValue(input, Line.class);
        var number = PhoneNumber.parse(read.optedOutNumber());
        if (number.isEmpty()) {
            errors.add(new CsvShape.LineError(line, "optedOutNumber", "must be a phone number in E.164 form"));
            return null;
        }
        var time = read.optedOutTimestamp();
        if (time != null && time.isAfter(now)) {
            errors.add(new CsvShape.LineError(line, "optedOutTimestamp", "must not lie in the future"));
            return null;
        }
        return new OptOutEntry(
                number.get().value(), time == null ? now : time, Boolean.TRUE.equals(read.endUserOptedOut()));
    }

    private void gather(OptOutEntry entry, ExecutorService writers) {
        var key = RecipientKeys.of(scope.account().value(), scope.region(), entry.getPhoneNumber());
        var partition = partitions.applyAsInt(key);
        var batch = gathered.computeIfAbsent(partition, number -> new ArrayList<>(BATCH));
        batch.add(entry);
        if (batch.size() == BATCH) {
            gathered.remove(partition);
            hand(batch, writers);
        }
    }

    /** Waits while too many are on the way: nothing is read meanwhile. */
    private void hand(List<OptOutEntry> batch, ExecutorService writers) {
        free.acquireUninterruptibly();
        writers.execute(() -> {
            try {
                write(batch);
            } catch (RuntimeException broken) {
                log.atError()
                        .setCause(broken)
                        .addKeyValue("accountId", scope.account())
                        .log("import of opted-out numbers failed");
                failure.compareAndSet(null, new Answer.Refused(new ApiError.InternalServer()));
            } finally {
                free.release();
            }
        });
    }

    private void write(List<OptOutEntry> batch) {
        var attempts = 0;
        while (failure.get() == null) {
            attempts++;
            switch (owner.apply(batch)) {
                case Answer.Done(var json) -> {
                    var counts = WireJson.MAPPER.readValue(json, Counts.class);
                    added.addAndGet(counts.added());
                    alreadyThere.addAndGet(counts.alreadyThere());
                    return;
                }
                case Answer.Relayed relayed -> {
                    failure.compareAndSet(null, relayed);
                    return;
                }
                case Answer.Refused ignored -> {
                    if (attempts == ATTEMPTS) {
                        failure.compareAndSet(null, unfinished());
                    }
                }
                case Answer.Streamed streamed -> throw new IllegalStateException("no owner answers with " + streamed);
            }
        }
    }

    private Answer unfinished() {
        return new Answer.Refused(new ApiError.Throttling("The import could not be finished: " + added.get()
                + " numbers were added. The same import again adds the others"));
    }
}
