package io.posthorn.send.carrier.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.io.JsonStringEncoder;

/** Text with gaps. A gap nothing is known of stays empty. */
final class Template {
    private static final Pattern GAP = Pattern.compile("\\{([A-Za-z_.]+)}");

    private final String text;
    private final UnaryOperator<String> written;

    private Template(String text, UnaryOperator<String> written) {
        this.text = text;
        this.written = written;
    }

    /** What fills the gaps is written so that it cannot end what it stands in. */
    static Template of(String text, String contentType) {
        if (contentType.contains("json")) {
            return new Template(
                    text, value -> new String(JsonStringEncoder.getInstance().quoteAsCharArray(value)));
        }
        if (contentType.contains("x-www-form-urlencoded")) {
            return new Template(text, value -> URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        if (contentType.contains("xml")) {
            return new Template(text, Template::inXml);
        }
        return new Template(text, value -> value);
    }

    /** In a header: on one line. */
    static Template ofHeader(String text) {
        return new Template(text, value -> value.replaceAll("[\\r\\n]", " "));
    }

    String fill(Map<String, String> values) {
        return GAP.matcher(text)
                .replaceAll(gap -> Matcher.quoteReplacement(written.apply(values.getOrDefault(gap.group(1), ""))));
    }

    private static String inXml(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
