package io.posthorn.schemas.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/**
 * The schemas that records were written with and that all later versions must be able to read: for each topic
 * {@code <subject>.avsc}, and {@code <subject>.2.avsc} and so on for what came after it.
 */
final class ReleasedSchemas {
    private final Path directory;

    ReleasedSchemas(Path directory) {
        this.directory = directory;
    }

    /** Writes down the schemas that are not there yet. Run it when a schema has changed. */
    public static void main(String[] directory) throws IOException {
        var released = new ReleasedSchemas(Path.of(directory[0]));
        for (var topic : Topics.ALL) {
            var known = released.of(topic);
            if (!known.contains(topic.schema())) {
                Files.writeString(
                        released.file(topic, known.size() + 1),
                        SchemaFormatter.format("json/pretty", topic.schema()) + "\n");
            }
        }
    }

    /** The schemas of a topic, oldest first. Those that differ in their documentation alone are one. */
    List<Schema> of(Topic<?> topic) throws IOException {
        var found = new ArrayList<Schema>();
        for (var file = file(topic, 1); Files.exists(file); file = file(topic, found.size() + 1)) {
            found.add(new Schema.Parser().parse(Files.readString(file)));
        }
        return found;
    }

    private Path file(Topic<?> topic, int version) {
        return directory.resolve(topic.subject() + (version == 1 ? "" : "." + version) + ".avsc");
    }
}
