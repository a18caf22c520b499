package io.posthorn.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the operator of a system to try out has: a small inventory of numbers kept for fiction, and a price list. */
final class ExampleData {
    private static final List<String> FILES =
            List.of("example-accounts.csv", "example-numbers.csv", "example-sender-ids.csv", "example-prices.csv");

    private ExampleData() {}

    /**
     * Puts the files into {@code directory}, as far as they are not there. What is changed there holds from the next
     * start.
     */
    static void write(Path directory) {
        try {
            Files.createDirectories(directory);
            for (var name : FILES) {
                var file = directory.resolve(name);
                if (!Files.exists(file)) {
                    try (var in = ExampleData.class.getResourceAsStream("operator/" + name)) {
                        if (in == null) {
                            throw new IllegalStateException("no resource '" + name + "'");
                        }
                        Files.copy(in, file);
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write example data to " + directory, failed);
        }
    }
}
