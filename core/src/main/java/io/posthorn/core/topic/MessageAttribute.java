package io.posthorn.core.topic;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a publisher says of a message beside it, under a name.
 *
 * @param type {@code String}, {@code String.Array}, {@code Number} or {@code Binary}
 * @param value as text; bytes in base 64
 */
public record MessageAttribute(String type, String value) {
    private static final JsonNodeFactory NODES = JsonMapper.shared().getNodeFactory();

    /** As the service's API reference has it. */
    private static final Pattern NAME = Pattern.compile("(?!(?i:aws|amazon)\\.)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private static final int LONGEST_NAME = 256;

    /** What it takes of the room that a message has, under this name. */
    public int bytes(String name) {
        return (name + type + value).getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Goes on where an attribute can have this name and this value.
     *
     * @throws InvalidAttributeException where it cannot
     */
    public void require(String name) throws InvalidAttributeException {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new InvalidAttributeException("has a name that an attribute cannot have");
        }
        if (value.isEmpty()) {
            throw new InvalidAttributeException("has no value");
        }
        try {
            switch (type) {
                case "String" -> {}
                case "Number" -> {
                    var unused = new BigDecimal(value);
                }
                case "String.Array" -> {
                    if (!JsonMapper.shared().readTree(value).isArray()) {
                        throw new InvalidAttributeException("is no array in JSON");
                    }
                }
                case "Binary" -> {
                    var unused = Base64.getDecoder().decode(value);
                }
                default -> throw new InvalidAttributeException("has a data type that is not known");
            }
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw new InvalidAttributeException("has a value that is no " + type);
        }
    }

    /** What filter policies look at; bytes are nothing to them. */
    public JsonNode filtered() {
        return switch (type) {
            case "Number" -> NODES.numberNode(new BigDecimal(value));
            case "String.Array" -> JsonMapper.shared().readTree(value);
            case "Binary" -> NODES.missingNode();
            default -> NODES.stringNode(value);
        };
    }
}
