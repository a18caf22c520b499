package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationDocumentationTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs", "configuration.md");
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(posthorn\\.[a-z.-]+)`", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\"name\": \"(posthorn\\.[a-z.-]+)\",\\s+\"type\"");

    private static final Pattern VARIABLE =
            Pattern.compile("^ *(?:- name: )?(POSTHORN_[A-Z0-9_]+)(?::|$)", Pattern.MULTILINE);

    @Test
    void describesEveryKey() throws IOException {
        assertThat(keys()).hasSizeGreaterThan(40);
        assertThat(Files.readString(DOCUMENTATION)).contains(keys());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-compose.yml",
                "deploy/kubernetes/base/configuration.yaml",
                "deploy/kubernetes/base/api-gateway.yaml",
                "deploy/kubernetes/base/event-dispatcher.yaml",
                "deploy/kubernetes/base/schema-registry.yaml"
            })
    void knowsEveryVariableOfADeployment(String file) throws IOException {
        var variables = VARIABLE.matcher(Files.readString(Path.of("..").resolve(file)))
                .results()
                .map(match -> match.group(1));
        var known = DOCUMENTED
                .matcher(Files.readString(DOCUMENTATION))
                .results()
                .map(match -> variable(match.group(1)))
                .toList();

        assertThat(variables)
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(known)
                        .anySatisfy(key -> assertThat(variable).matches(Pattern.quote(key) + "(_\\d+_.*)?")));
    }

    private static String variable(String key) {
        return key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Set<String> keys() throws IOException {
        var keys = new TreeSet<String>();
        var metadata = Thread.currentThread()
                .getContextClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json");
        for (var each : Collections.list(metadata)) {
            NAME.matcher(text(each)).results().map(match -> match.group(1)).forEach(keys::add);
        }
        return keys;
    }

    private static String text(URL resource) throws IOException {
        try (var in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
