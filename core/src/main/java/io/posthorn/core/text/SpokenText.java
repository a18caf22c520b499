package io.posthorn.core.text;

import io.posthorn.core.send.Speech.Markup;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Measures what a voice message says. The limits are those of the service's user guide: 3,000 spoken characters, and
 * 6,000 with the tags that say how.
 */
public final class SpokenText {
    /** Spoken characters of the longest message. */
    public static final int MOST_SPOKEN = 3_000;

    /** Characters of the longest message, tags included. */
    public static final int MOST_WRITTEN = 6_000;

    private static final String ROOT = "speak";

    private SpokenText() {}

    /** What measuring gave. */
    public sealed interface Measure {

        /**
         * The text can be spoken.
         *
         * @param characters spoken; tags do not count
         */
        record Fits(int characters) implements Measure {}

        /**
         * The text is longer than any may be.
         *
         * @param characters how long it is, by the limit it breaks
         * @param most the limit
         */
        record TooLong(int characters, int most) implements Measure {}

        /** The text is not in the language it says it is in. */
        record Malformed(String detail) implements Measure {}
    }

    /** Measures {@code body}. */
    public static Measure measure(String body, Markup markup) {
        if (body.length() > MOST_WRITTEN) {
            return new Measure.TooLong(body.length(), MOST_WRITTEN);
        }
        return switch (markup) {
            case TEXT -> fitting(body.length());
            case SSML -> ofMarkup(body);
        };
    }

    private static Measure fitting(int spoken) {
        return spoken > MOST_SPOKEN ? new Measure.TooLong(spoken, MOST_SPOKEN) : new Measure.Fits(spoken);
    }

    private static Measure ofMarkup(String body) {
        try {
            var reader = factory().createXMLStreamReader(new StringReader(body));
            try {
                return spoken(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException malformed) {
            // Its message quotes the text, which may be a secret of two people.
            return new Measure.Malformed("is not well-formed SSML");
        }
    }

    private static Measure spoken(XMLStreamReader reader) throws XMLStreamException {
        int spoken = 0;
        boolean inside = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    if (!inside && !reader.getLocalName().equals(ROOT)) {
                        return new Measure.Malformed("must have <speak> as its outermost element");
                    }
                    inside = true;
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    spoken += reader.getTextLength();
                case XMLStreamReader.DTD, XMLStreamReader.ENTITY_REFERENCE -> {
                    return new Measure.Malformed("must not declare or use entities of its own");
                }
                default -> {
                    // Comments and the like are not spoken.
                }
            }
        }
        return spoken == 0 ? new Measure.Malformed("says nothing") : fitting(spoken);
    }

    /** A new one each time: factories are not made for several threads, and voice messages are few. */
    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Speech engines have elements of their own, with prefixes that nobody declares.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }
}
