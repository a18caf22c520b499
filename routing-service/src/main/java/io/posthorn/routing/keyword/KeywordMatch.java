package io.posthorn.routing.keyword;

import io.posthorn.core.resource.Keyword;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the keyword a text begins with. Case makes no difference, nor does how much space there is between words. A
 * keyword is whole words: {@code STOP} is in "Stop it" and "STOP!", but in neither "stopping" nor "stop-gap". Of
 * several the longest counts.
 */
final class KeywordMatch {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    /** People put into quotation marks what they are told to write. */
    private static final Pattern OPENING_QUOTES = Pattern.compile("^[\"'`\u2018\u201c\u201e\u00ab ]+");

    private KeywordMatch() {}

    static Optional<Keyword> find(String text, Stream<Keyword> keywords) {
        var written = plain(text);
        var unquoted = OPENING_QUOTES.matcher(written).replaceFirst("");
        return keywords.filter(keyword -> {
                    var word = plain(keyword.text());
                    return begins(written, word) || begins(unquoted, word);
                })
                .max(Comparator.comparingInt(keyword -> keyword.text().length()));
    }

    private static String plain(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip().toUpperCase(Locale.ROOT);
    }

    private static boolean begins(String text, String word) {
        return !word.isEmpty() && text.startsWith(word) && isBoundary(text, word.length());
    }

    /** Whether no word goes on here: hyphens and apostrophes belong to a word if one follows. */
    private static boolean isBoundary(String text, int at) {
        if (at == text.length()) {
            return true;
        }
        var next = text.codePointAt(at);
        var joins = next == '-' || next == '\'' || next == '\u2019';
        return joins ? at + 1 == text.length() || !isOfWord(text.codePointAt(at + 1)) : !isOfWord(next);
    }

    private static boolean isOfWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }
}
