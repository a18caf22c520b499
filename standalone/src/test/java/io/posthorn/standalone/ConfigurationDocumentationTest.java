package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentationTest {
    private static final Pattern NAME = Pattern.compile("\"name\": \"(posthorn\\.[a-z.-]+)\",\\s+\"type\"");

    @Test
    void describesEveryKey() throws IOException {
        var keys = new TreeSet<String>();
        var metadata = Thread.currentThread()
                .getContextClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json");
        for (var each : Collections.list(metadata)) {
            NAME.matcher(text(each)).results().map(match -> match.group(1)).forEach(keys::add);
        }

        assertThat(keys).hasSizeGreaterThan(40);
        assertThat(Files.readString(Path.of("..", "docs", "configuration.md"))).contains(keys);
    }

    private static String text(URL resource) throws IOException {
        try (var in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
