package io.posthorn.gateway.attachment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands behind {@code s3://} URLs: directories of this machine that the configuration names, since a system of
 * one's own has no buckets. A caller reaches what is below such a directory, and nothing else.
 */
public final class Buckets {
    private static final Pattern URL = Pattern.compile("s3://([^/]+)/(.+)");

    private final Map<String, Path> directories;
    private final int limit;

    /**
     * Takes the directories.
     *
     * @param directories by the name of the bucket
     * @param limit most bytes of a file
     */
    public Buckets(Map<String, Path> directories, int limit) {
        this.directories = Map.copyOf(directories);
        this.limit = limit;
    }

    /** What a URL leads to; content is backed by an array of its own. */
    sealed interface Outcome {
        record Found(ByteBuffer content) implements Outcome {}

        /** It is not of the form {@code s3://bucket/key}. */
        record NoObject() implements Outcome {}

        /** There is no such bucket, or nothing in it under that key that can be read. */
        record NotThere() implements Outcome {}

        record TooLarge(int limit) implements Outcome {}
    }

    Outcome read(String url) {
        var match = URL.matcher(url);
        if (!match.matches()) {
            return new Outcome.NoObject();
        }
        var directory = directories.get(match.group(1));
        if (directory == null) {
            return new Outcome.NotThere();
        }
        try {
            // Links are followed before the comparison, or they would lead out.
            var root = directory.toRealPath();
            var file = root.resolve(match.group(2)).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file) ? read(file) : new Outcome.NotThere();
        } catch (IOException | InvalidPathException unreadable) {
            return new Outcome.NotThere();
        }
    }

    private Outcome read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var content = in.readNBytes(limit + 1);
            return content.length > limit ? new Outcome.TooLarge(limit) : new Outcome.Found(ByteBuffer.wrap(content));
        }
    }
}
