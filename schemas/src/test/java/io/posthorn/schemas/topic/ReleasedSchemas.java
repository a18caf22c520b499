package io.posthorn.schemas.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.SchemaFormatter;

/** Writes down the schemas of a release, which later versions must be able to read. Run it when releasing. */
final class ReleasedSchemas {
    private ReleasedSchemas() {}

    public static void main(String[] directory) throws IOException {
        for (var topic : Topics.ALL) {
            Files.writeString(
                    Path.of(directory[0], topic.subject() + ".avsc"),
                    SchemaFormatter.format("json/pretty", topic.schema()) + "\n");
        }
    }
}
