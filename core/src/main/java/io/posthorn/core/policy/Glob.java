package io.posthorn.core.policy;

import java.util.BitSet;

/** A text in which an asterisk stands for any characters and a question mark for one. Matches in bounded time. */
final class Glob {
    private final String text;
    private final BitSet wild;

    private Glob(String text, BitSet wild) {
        this.text = text;
        this.wild = wild;
    }

    /** Builds a glob of parts that have wildcards and parts that are taken as they are. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final BitSet wild = new BitSet();

        Builder pattern(String part) {
            for (int i = 0; i < part.length(); i++) {
                var c = part.charAt(i);
                if (c == '*' || c == '?') {
                    wild.set(text.length());
                }
                text.append(c);
            }
            return this;
        }

        Builder literal(String part) {
            text.append(part);
            return this;
        }

        Glob build() {
            return new Glob(text.toString(), wild);
        }
    }

    /** The text without regard to its wildcards. */
    String text() {
        return text;
    }

    /** Whether all of {@code value} is of this form. */
    boolean matches(String value) {
        return matches(0, text.length(), value, 0, value.length());
    }

    /**
     * Whether an ARN is of this form in each of its six components: a wildcard does not reach beyond a colon before the
     * last of them.
     */
    boolean matchesArn(String value) {
        int from = 0;
        int valueFrom = 0;
        for (int component = 0; component < 5; component++) {
            int to = text.indexOf(':', from);
            int valueTo = value.indexOf(':', valueFrom);
            if (to < 0 || valueTo < 0 || !matches(from, to, value, valueFrom, valueTo)) {
                return false;
            }
            from = to + 1;
            valueFrom = valueTo + 1;
        }
        return matches(from, text.length(), value, valueFrom, value.length());
    }

    /** Goes back to the last asterisk only: what an earlier one could take, the last one can take as well. */
    private boolean matches(int from, int to, String value, int valueFrom, int valueTo) {
        int at = from;
        int valueAt = valueFrom;
        int asterisk = -1;
        int taken = 0;
        while (valueAt < valueTo) {
            if (at < to && wild.get(at) && text.charAt(at) == '*') {
                asterisk = at++;
                taken = valueAt;
            } else if (at < to && (wild.get(at) || text.charAt(at) == value.charAt(valueAt))) {
                at++;
                valueAt++;
            } else if (asterisk >= 0) {
                at = asterisk + 1;
                valueAt = ++taken;
            } else {
                return false;
            }
        }
        while (at < to && wild.get(at) && text.charAt(at) == '*') {
            at++;
        }
        return at == to;
    }
}
