package io.posthorn.dispatcher.stream;

import io.posthorn.dispatcher.sink.Limits;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.SafeName;
import io.posthorn.dispatcher.sink.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Delivery streams: each batch is an object. */
public final class StreamSink implements Sink, AutoCloseable {
    private static final int MOST_RECORDS = 200_000;
    private static final String MALFORMED = "format-conversion-failed";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path directory;
    private final StreamProperties usual;
    private final Map<String, StreamProperties> byName;
    private final Map<StreamProperties.Bucket, ObjectStore> buckets;

    /**
     * @param directory holds the streams that go to no bucket: {@code <account>/<region>/<stream>}
     * @param usual for streams without settings of their own
     */
    public StreamSink(Path directory, StreamProperties usual, Map<String, StreamProperties> byName) {
        this.directory = directory;
        this.usual = usual;
        this.byName = Map.copyOf(byName);
        var stores = new HashMap<StreamProperties.Bucket, ObjectStore>();
        for (var stream : byName.values()) {
            Optional.ofNullable(stream.bucket()).ifPresent(bucket -> stores.computeIfAbsent(bucket, BucketStore::new));
        }
        Optional.ofNullable(usual.bucket()).ifPresent(bucket -> stores.computeIfAbsent(bucket, BucketStore::new));
        buckets = Map.copyOf(stores);
    }

    private StreamProperties properties(Place place) {
        return byName.getOrDefault(place.target().name(), usual);
    }

    @Override
    public Limits limits(Place place) {
        var properties = properties(place);
        return new Limits(MOST_RECORDS, properties.size().toBytes(), properties.interval(), true);
    }

    /** What the names and the content of objects follow from, beside the batch. */
    private record Plan(StreamProperties.Format format, String prefix, String errorPrefix) {
        static Plan of(StreamProperties properties) {
            return new Plan(properties.format(), properties.prefix(), properties.errorPrefix());
        }
    }

    @Override
    public Optional<String> plan(Place place) {
        return Optional.of(JSON.writeValueAsString(Plan.of(properties(place))));
    }

    @Override
    public CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch) {
        return deliver(place, batch, Plan.of(properties(place)));
    }

    @Override
    public CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch, String plan) {
        return deliver(place, batch, JSON.readValue(plan, Plan.class));
    }

    private CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch, Plan plan) {
        return CompletableFuture.completedFuture(write(place, batch, plan).forAll(batch));
    }

    private Outcome write(Place place, List<Publication> batch, Plan plan) {
        var store = store(place);
        try {
            switch (plan.format()) {
                case JSON -> put(store, place, plan.prefix(), batch, "", "", lines(batch));
                case GZIP -> put(store, place, plan.prefix(), batch, "", ".gz", gzip(lines(batch)));
                case PARQUET -> columns(store, place, plan, batch);
            }
            return new Outcome.Delivered();
        } catch (IOException failed) {
            return new Outcome.TryAgain("the object cannot be written: " + failed.getMessage());
        }
    }

    /** Objects of an account in a bucket begin with the prefix alone, as its owner wants them. */
    private ObjectStore store(Place place) {
        var bucket = properties(place).bucket();
        var store = bucket == null ? null : buckets.get(bucket);
        return store != null
                ? store
                : new DirectoryStore(directory
                        .resolve(place.account().value())
                        .resolve(SafeName.of(place.target().region()))
                        .resolve(SafeName.of(place.target().name())));
    }

    private static void put(
            ObjectStore store,
            Place place,
            String prefix,
            List<Publication> batch,
            String why,
            String suffix,
            byte[] content)
            throws IOException {
        store.put(ObjectNames.of(place, prefix, batch.getFirst(), why, suffix), content);
    }

    private static byte[] lines(List<Publication> batch) {
        var lines = new StringBuilder();
        batch.forEach(each -> lines.append(each.json()).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(content);
        }
        return compressed.toByteArray();
    }

    private static void columns(ObjectStore store, Place place, Plan plan, List<Publication> batch) throws IOException {
        var events = new ArrayList<JsonNode>();
        var malformed = new ArrayList<Publication>();
        for (var each : batch) {
            event(each).ifPresentOrElse(events::add, () -> malformed.add(each));
        }
        // First what went wrong: with the last object the batch is done.
        if (!malformed.isEmpty()) {
            put(store, place, plan.errorPrefix(), batch, MALFORMED, "", errors(malformed));
        }
        if (!events.isEmpty()) {
            put(store, place, plan.prefix(), batch, "", ".parquet", EventColumns.write(events));
        }
    }

    private static Optional<JsonNode> event(Publication publication) {
        try {
            return Optional.of(JSON.readTree(publication.json())).filter(EventColumns::fits);
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static byte[] errors(List<Publication> malformed) {
        var lines = new StringBuilder();
        for (var each : malformed) {
            var line = JSON.createObjectNode()
                    .put("attemptsMade", each.attempt())
                    .put("arrivalTimestamp", each.acceptedAt().toEpochMilli())
                    .put("errorCode", "DataFormatConversion.MalformedData")
                    .put("errorMessage", "the record does not fit the columns")
                    .put(
                            "rawData",
                            Base64.getEncoder().encodeToString(each.json().getBytes(StandardCharsets.UTF_8)));
            lines.append(line).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        buckets.values().forEach(ObjectStore::close);
    }
}
