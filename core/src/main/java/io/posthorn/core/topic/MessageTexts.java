package io.posthorn.core.topic;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is published, where subscribers of some protocols get a text of their own.
 *
 * @param text for all others
 * @param byProtocol by the name of the protocol, such as {@code https}; any name may be there
 */
public record MessageTexts(String text, Map<String, String> byProtocol) {
    private static final String DEFAULT = "default";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public MessageTexts {
        byProtocol = Map.copyOf(byProtocol);
    }

    /** A text that is the same for all. */
    public static MessageTexts same(String text) {
        return new MessageTexts(text, Map.of());
    }

    /**
     * Reads a message whose {@code MessageStructure} is {@code json}. As in the service, values that are no strings are
     * ignored.
     *
     * @throws InvalidAttributeException where it is no object, or does not say what all others get
     */
    public static MessageTexts parse(String json) throws InvalidAttributeException {
        var texts = new HashMap<String, String>();
        try {
            var root = JSON.readTree(json);
            if (!root.isObject()) {
                throw new InvalidAttributeException("is no object in JSON");
            }
            root.properties()
                    .forEach(
                            each -> each.getValue().stringValueOpt().ifPresent(text -> texts.put(each.getKey(), text)));
        } catch (JacksonException malformed) {
            throw new InvalidAttributeException("is not JSON, or names a protocol twice");
        }
        var text = texts.remove(DEFAULT);
        if (text == null) {
            throw new InvalidAttributeException("has no entry 'default'");
        }
        return new MessageTexts(text, texts);
    }

    /** Both in one: what {@link #parse} reads. */
    public String json() {
        var root = JSON.createObjectNode().put(DEFAULT, text);
        byProtocol.forEach(root::put);
        return root.toString();
    }
}
