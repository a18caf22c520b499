package io.posthorn.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param port of the API
 * @param kafkaPort of the embedded broker
 * @param registryPort of the schema registry
 * @param data everything that outlives a restart is in here
 * @param configuration further configuration, as {@code --key=value}
 */
record StandaloneOptions(int port, int kafkaPort, int registryPort, Path data, List<String> configuration) {
    static final String OPERATOR_FILES = "posthorn.operator.files";
    static final String OPERATOR_PORT = "posthorn.operator.port";
    private static final int USUAL_OPERATOR_PORT = 8082;

    StandaloneOptions {
        configuration = List.copyOf(configuration);
    }

    /** Reads the command line; the last of two equal options wins. */
    static StandaloneOptions parse(List<String> arguments) throws UsageException {
        var port = 8080;
        var kafkaPort = 9092;
        var registryPort = 8081;
        var data = Path.of("data");
        var configuration = new ArrayList<String>();
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var argument = rest.next();
            var equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--port",
                        "--server.port",
                        "--kafka-port",
                        "--registry-port",
                        "--" + OPERATOR_PORT,
                        "--data",
                        "--operator-files" -> {
                    if (equals < 0 && !rest.hasNext()) {
                        throw new UsageException(name + " needs a value");
                    }
                    var value = equals < 0 ? rest.next() : argument.substring(equals + 1);
                    switch (name) {
                        case "--port", "--server.port" -> port = port(name, value);
                        case "--kafka-port" -> kafkaPort = port(name, value);
                        case "--registry-port" -> registryPort = port(name, value);
                        case "--" + OPERATOR_PORT -> configuration.add(name + "=" + port(name, value));
                        case "--data" -> data = directory(name, value);
                        default -> configuration.add("--" + OPERATOR_FILES + "=" + directory(name, value));
                    }
                }
                default -> {
                    if (!argument.startsWith("--") || equals < 0 || name.indexOf('.') < 0) {
                        throw new UsageException("unknown option " + argument + "; see ./posthorn up --help");
                    }
                    configuration.add(argument);
                }
            }
        }
        return new StandaloneOptions(port, kafkaPort, registryPort, data, configuration);
    }

    /** Whether further configuration says something about {@code key}. */
    boolean sets(String key) {
        return configuration.stream().anyMatch(argument -> argument.startsWith("--" + key + "="));
    }

    /** Free ports for the API mean a free port for the operator too: several systems run at a time then. */
    int operatorPort() {
        var option = "--" + OPERATOR_PORT + "=";
        return configuration.stream()
                .filter(argument -> argument.startsWith(option))
                .reduce((earlier, later) -> later)
                .map(argument -> Integer.valueOf(argument.substring(option.length())))
                .orElse(port == 0 ? 0 : USUAL_OPERATOR_PORT);
    }

    private static Path directory(String name, String value) throws UsageException {
        if (value.isBlank()) {
            throw new UsageException(name + " needs a directory");
        }
        return Path.of(value);
    }

    private static int port(String name, String value) throws UsageException {
        try {
            var port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Told below like a number that is no port.
        }
        throw new UsageException(name + " must be a number from 0 to 65535, was '" + value + "'");
    }
}
