package io.posthorn.dispatcher.log;

import io.posthorn.dispatcher.file.DayFiles;
import io.posthorn.dispatcher.sink.Limits;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Log groups as directories of files: {@code <account>/<region>/<group>/<UTC day>.jsonl}. */
public final class LogSink implements Sink {
    /** Large enough that a busy group is written to a few times a second. */
    private static final Limits LIMITS = new Limits(10_000, 4 << 20, Duration.ZERO, true);

    private static final Duration OCCUPIED = Duration.ofMillis(200);

    private final Path directory;
    private final LogProperties properties;
    private final Clock clock;

    /** The day up to which each group was last tidied. */
    private final Map<Place, LocalDate> tidied = new ConcurrentHashMap<>();

    /** @param directory has a directory for each account */
    public LogSink(Path directory, LogProperties properties, Clock clock) {
        this.directory = directory;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Limits limits(Place place) {
        return LIMITS;
    }

    @Override
    public CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch) {
        return CompletableFuture.completedFuture(write(place, batch).forAll(batch));
    }

    private Outcome write(Place place, List<Publication> batch) {
        var group = group(place);
        try {
            group.append(
                    place.target().arn(),
                    batch.stream()
                            .map(each -> new DayFiles.Line(each.position(), each.acceptedAt(), each.json()))
                            .toList());
            tidy(place, group);
            return new Outcome.Delivered();
        } catch (DayFiles.InUseException occupied) {
            return new Outcome.TryAgain(OCCUPIED, "another instance still writes to the log group");
        } catch (IOException failed) {
            return new Outcome.TryAgain("the files of the log group cannot be written: " + failed);
        }
    }

    private DayFiles group(Place place) {
        return LogGroups.files(
                directory,
                place.account(),
                place.target().region(),
                place.target().name());
    }

    private void tidy(Place place, DayFiles group) throws IOException {
        var retention = properties.of(place.target().name());
        var oldest = LocalDate.ofInstant(clock.instant().minus(retention), ZoneOffset.UTC);
        if (!retention.isZero() && !oldest.equals(tidied.put(Place.of(place.account(), place.target()), oldest))) {
            group.removeBefore(oldest);
        }
    }
}
