package io.posthorn.routing.keyword;

import io.posthorn.schemas.InboundMessage;
import java.io.StringWriter;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON that tells of a message that came in: six members, always there, in the order of the service's user guide.
 */
final class InboundJson {
    private static final JsonFactory JSON = new JsonFactory();

    private InboundJson() {}

    /**
     * The message as one line.
     *
     * @param keyword the one it begins with; empty where it begins with none
     * @param previous the last message that went the other way; empty where none is known
     */
    static String of(InboundMessage message, String keyword, String previous) {
        var text = new StringWriter(320);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("originationNumber", message.getOriginationNumber());
            json.writeStringProperty("destinationNumber", message.getDestinationNumber());
            json.writeStringProperty("messageKeyword", keyword);
            json.writeStringProperty("messageBody", message.getMessageBody());
            json.writeStringProperty("inboundMessageId", message.getInboundMessageId());
            json.writeStringProperty("previousPublishedMessageId", previous);
            json.writeEndObject();
        }
        return text.toString();
    }
}
