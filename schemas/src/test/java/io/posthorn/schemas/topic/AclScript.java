package io.posthorn.schemas.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes down what Kafka has to allow each service. Run it after a change to the catalogue. */
final class AclScript {
    static final Path FILE = Path.of("..", "deploy", "kafka", "acls.sh");

    private static final String HEAD = """
            #!/usr/bin/env bash
            # Allows each service what it needs of Kafka, and nothing else; made from the catalogue of topics, so do not edit it.
            #   acls.sh --bootstrap-server kafka:9092 --command-config admin.properties
            # KAFKA_ACLS is Kafka's tool, PRINCIPAL the form of a user's name (User:CN=%s,O=Acme with mutual TLS). Subscribers
            # that are Kafka topics are yours: allow the event-dispatcher to write to them.
            set -euo pipefail

            allow() {
                local user
                # shellcheck disable=SC2059 # the form comes from outside
                user=$(printf "${PRINCIPAL:-User:%s}" "$1")
                "${KAFKA_ACLS:-kafka-acls.sh}" "${kafka[@]}" --add --force --allow-principal "$user" "${@:2}"
            }

            kafka=("$@")
            """;

    private static final String REGISTRY = """

            # The schema registry.
            allow schema-registry --operation Create --operation Describe --operation DescribeConfigs \\
                --operation Read --operation Write --topic schemas
            allow schema-registry --operation Describe --operation Write \\
                --transactional-id schema-registry-schemas
            """;

    private AclScript() {}

    public static void main(String[] none) throws IOException {
        Files.writeString(FILE, text());
    }

    static String text() {
        return HEAD + Services.ALL.stream().map(AclScript::of).collect(Collectors.joining()) + REGISTRY;
    }

    private static String of(Service service) {
        return Grant.of(service).stream()
                .map(AclScript::line)
                .collect(Collectors.joining("", "\n# The " + service.name() + ".\n", ""));
    }

    private static String line(Grant grant) {
        var operations = grant.operations().stream()
                .map(operation -> " --operation " + operation)
                .collect(Collectors.joining());
        var names = grant.names().equals(Grant.ALL_TOPICS)
                ? " \"${all[@]}\""
                : names(grant.resource(), grant.names()).replace("\n", " \\\n");
        var pattern = grant.isPrefix() ? " --resource-pattern-type prefixed" : "";
        return "allow " + grant.service() + operations + pattern + names + "\n";
    }

    private static String names(Grant.Resource resource, List<String> names) {
        return names.stream()
                .map(name -> "\n    " + resource.option() + " " + name)
                .collect(Collectors.joining());
    }
}
