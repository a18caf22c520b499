package io.posthorn.standalone;

import io.posthorn.kafka.embedded.EmbeddedKafka;
import io.posthorn.schemas.topic.Grant;
import io.posthorn.schemas.topic.Services;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker that knows each service by its password and allows it what the catalogue grants it, and nothing else. */
final class GuardedBroker implements AutoCloseable {
    static final String ADMIN = "admin";

    private final EmbeddedKafka kafka;

    GuardedBroker(Path directory) {
        var users = Stream.concat(Stream.of(ADMIN), Services.ALL.stream().map(service -> service.name()))
                .map(user -> " user_" + user + "=\"" + password(user) + "\"")
                .collect(Collectors.joining());
        kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory)
                .withSettings(Map.of(
                        "listener.security.protocol.map",
                        "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.plaintext.plain.sasl.jaas.config",
                        login(ADMIN).replace(";", users + ";"),
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        // The broker speaks to itself at the controller's listener.
                        "super.users",
                        "User:" + ADMIN + ";User:ANONYMOUS")));
        grant();
    }

    private static String password(String user) {
        return "secret of " + user;
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password(user));
    }

    /** Settings of Kafka clients by which the broker knows a user. */
    static Map<String, String> client(String user) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "sasl.jaas.config", login(user));
    }

    /** The same, and where the broker is. */
    Map<String, String> clientWithAddress(String user) {
        var settings = new HashMap<>(client(user));
        settings.put("bootstrap.servers", bootstrapServers());
        return settings;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    private void grant() {
        var bindings = new ArrayList<AclBinding>();
        Services.ALL.forEach(service -> Grant.of(service).forEach(grant -> bindings.addAll(bindings(grant))));
        try (var admin = Admin.create(Map.copyOf(clientWithAddress(ADMIN)))) {
            admin.createAcls(bindings).all().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("cannot grant anything", failed);
        }
    }

    private static List<AclBinding> bindings(Grant grant) {
        var type = ResourceType.valueOf(grant.resource().name());
        var pattern = grant.isPrefix() ? PatternType.PREFIXED : PatternType.LITERAL;
        return grant.names().stream()
                .flatMap(name -> grant.operations().stream()
                        .map(operation -> new AclBinding(
                                new ResourcePattern(type, name, pattern),
                                new AccessControlEntry(
                                        "User:" + grant.service(),
                                        "*",
                                        operation(operation),
                                        AclPermissionType.ALLOW))))
                .toList();
    }

    /** {@code DescribeConfigs} is {@code DESCRIBE_CONFIGS}. */
    private static AclOperation operation(String name) {
        return AclOperation.valueOf(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
