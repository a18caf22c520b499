package io.posthorn.platform.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.media.MediaStore.Found;
import io.posthorn.core.media.MediaUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaDirectoryTest {
    @TempDir
    private Path directory;

    private MediaDirectory media = new MediaDirectory(Path.of(""));

    @BeforeEach
    void bucketHasAFile() throws IOException {
        var root = Files.createDirectories(directory.resolve("root"));
        Files.writeString(directory.resolve("secret.png"), "secret");
        Files.createDirectories(root.resolve("bucket/dir"));
        Files.createDirectories(root.resolve("other"));
        Files.writeString(root.resolve("bucket/dir/a.png"), "12345");
        Files.writeString(root.resolve("other/b.png"), "1");
        media = new MediaDirectory(root);
    }

    @Test
    void findsFilesWithTheirSize() {
        assertThat(media.find(new MediaUrl("bucket", "dir/a.png"))).isEqualTo(new Found.File(5));
    }

    @ParameterizedTest(name = "bucket {0}, key {1}")
    @CsvSource({
        "bucket, a.png",
        "bucket, dir",
        "nowhere, a.png",
        // out of the bucket, out of the directory
        "bucket, ../other/b.png",
        "bucket, ../../secret.png",
        "bucket, /etc/passwd",
        ".., secret.png",
        "., bucket/dir/a.png"
    })
    void findsNothingElse(String bucket, String key) {
        assertThat(media.find(new MediaUrl(bucket, key))).isEqualTo(Found.Inaccessible.INSTANCE);
    }
}
