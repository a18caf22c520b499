package io.posthorn.core.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The one text for a request that signer and verifier both arrive at, whatever was done to its form on the way. */
final class CanonicalRequest {
    private static final int USUAL_LENGTH = 512;
    private static final String HEX = "0123456789ABCDEF";

    private CanonicalRequest() {}

    /**
     * Builds the text.
     *
     * @param signedHeaders lower-case names in ascending order
     * @param values of the header of the same index
     * @param payloadHash lower-case hexadecimal, or the literal the client put in its place
     */
    static String of(
            String method,
            String rawPath,
            String rawQuery,
            List<String> signedHeaders,
            List<List<String>> values,
            String payloadHash) {
        var text = new StringBuilder(USUAL_LENGTH);
        text.append(method).append('\n');
        appendPath(text, rawPath);
        text.append('\n');
        appendQuery(text, rawQuery);
        text.append('\n');
        for (int i = 0; i < signedHeaders.size(); i++) {
            text.append(signedHeaders.get(i)).append(':');
            appendValues(text, values.get(i));
            text.append('\n');
        }
        text.append('\n');
        appendJoined(text, signedHeaders);
        return text.append('\n').append(payloadHash).toString();
    }

    static void appendJoined(StringBuilder text, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                text.append(';');
            }
            text.append(names.get(i));
        }
    }

    /** Dot segments and empty segments go, and what is left is encoded once more than it was sent. */
    private static void appendPath(StringBuilder text, String rawPath) {
        if (rawPath.isEmpty() || rawPath.equals("/")) {
            text.append('/');
            return;
        }
        var segments = new ArrayList<String>();
        for (var segment : rawPath.split("/", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        for (var segment : segments) {
            text.append('/');
            appendEncoded(text, segment.getBytes(StandardCharsets.UTF_8));
        }
        if (segments.isEmpty() || rawPath.endsWith("/")) {
            text.append('/');
        }
    }

    /** Names and values are decoded and encoded again, so that it does not matter what the client chose to encode. */
    private static void appendQuery(StringBuilder text, String rawQuery) {
        if (rawQuery.isEmpty()) {
            return;
        }
        record Parameter(String name, String value) {}
        var parameters = new ArrayList<Parameter>();
        for (var part : rawQuery.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                parameters.add(
                        equals < 0
                                ? new Parameter(encodedAgain(part), "")
                                : new Parameter(
                                        encodedAgain(part.substring(0, equals)),
                                        encodedAgain(part.substring(equals + 1))));
            }
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        for (int i = 0; i < parameters.size(); i++) {
            if (i > 0) {
                text.append('&');
            }
            text.append(parameters.get(i).name())
                    .append('=')
                    .append(parameters.get(i).value());
        }
    }

    private static String encodedAgain(String text) {
        var sent = text.getBytes(StandardCharsets.UTF_8);
        var decoded = new byte[sent.length];
        int length = 0;
        for (int i = 0; i < sent.length; i++) {
            int high = sent[i] == '%' && i + 2 < sent.length ? Character.digit(sent[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(sent[i + 2], 16) : -1;
            if (low >= 0) {
                decoded[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                decoded[length++] = sent[i];
            }
        }
        var encoded = new StringBuilder(length);
        appendEncoded(encoded, Arrays.copyOf(decoded, length));
        return encoded.toString();
    }

    private static void appendEncoded(StringBuilder text, byte[] bytes) {
        for (byte b : bytes) {
            if (isUnreserved(b)) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }

    private static void appendValues(StringBuilder text, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            appendFolded(text, values.get(i));
        }
    }

    /** Without white space at the ends, and one space for each run of it within. */
    private static void appendFolded(StringBuilder text, String value) {
        boolean gap = false;
        int start = text.length();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                gap = true;
            } else {
                if (gap && text.length() > start) {
                    text.append(' ');
                }
                gap = false;
                text.append(c);
            }
        }
    }
}
