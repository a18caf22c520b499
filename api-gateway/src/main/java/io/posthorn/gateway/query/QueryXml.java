package io.posthorn.gateway.query;

import io.posthorn.core.api.Operation;
import io.posthorn.core.api.Shape;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Answers in the XML of the query protocol. */
final class QueryXml {
    /** The shape of documents that clients expect percent-encoded. */
    private static final String POLICY = "PolicyDocument";

    private static final char FIRST_PRINTABLE = ' ';

    private QueryXml() {}

    /** The output of an operation, in the XML namespace of its API. */
    static String answer(String namespace, Operation operation, JsonNode output, String requestId) {
        var name = operation.name();
        var xml = new StringBuilder();
        xml.append('<')
                .append(name)
                .append("Response xmlns=\"")
                .append(namespace)
                .append("\">");
        if (!operation.output().members().isEmpty()) {
            append(xml, name + "Result", operation.output(), output);
        }
        xml.append("<ResponseMetadata>");
        text(xml, "RequestId", requestId);
        return xml.append("</ResponseMetadata></")
                .append(name)
                .append("Response>")
                .toString();
    }

    /**
     * An error.
     *
     * @param sender whether the caller can mend it
     */
    static String error(String namespace, boolean sender, String code, String message, String requestId) {
        var xml = new StringBuilder("<ErrorResponse xmlns=\"" + namespace + "\"><Error>");
        text(xml, "Type", sender ? "Sender" : "Receiver");
        text(xml, "Code", code);
        text(xml, "Message", message);
        xml.append("</Error>");
        text(xml, "RequestId", requestId);
        return xml.append("</ErrorResponse>").toString();
    }

    private static void append(StringBuilder xml, String name, Shape shape, JsonNode value) {
        switch (shape) {
            case Shape.Structure structure -> {
                xml.append('<').append(name).append('>');
                for (var member : structure.members()) {
                    if (value.has(member.name())) {
                        append(xml, member.name(), member.shape(), value.get(member.name()));
                    }
                }
                xml.append("</").append(name).append('>');
            }
            case Shape.ListOf list -> {
                xml.append('<').append(name).append('>');
                value.forEach(element -> append(xml, "member", list.element(), element));
                xml.append("</").append(name).append('>');
            }
            case Shape.MapOf map -> {
                xml.append('<').append(name).append('>');
                value.properties().forEach(entry -> {
                    xml.append("<entry>");
                    text(xml, "key", entry.getKey());
                    append(xml, "value", map.value(), entry.getValue());
                    xml.append("</entry>");
                });
                xml.append("</").append(name).append('>');
            }
            case Shape.Timestamp ignored ->
                text(xml, name, Instant.ofEpochSecond(value.asLong()).toString());
            case Shape.Text document
            when document.name().equals(POLICY) ->
                text(
                        xml,
                        name,
                        URLEncoder.encode(value.asString(), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
            default -> text(xml, name, value.asString());
        }
    }

    private static void text(StringBuilder xml, String name, String value) {
        xml.append('<').append(name).append('>');
        value.codePoints().forEach(each -> {
            switch (each) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                // A reader would make line feeds of them.
                case '\r' -> xml.append("&#13;");
                case '\n', '\t' -> xml.appendCodePoint(each);
                default -> xml.appendCodePoint(isXml(each) ? each : '?');
            }
        });
        xml.append("</").append(name).append('>');
    }

    private static boolean isXml(int character) {
        return (character >= FIRST_PRINTABLE && character < 0xd800)
                || (character > 0xdfff && character < 0xfffe)
                || character >= 0x10000;
    }
}
