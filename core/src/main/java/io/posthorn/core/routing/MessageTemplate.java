package io.posthorn.core.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with gaps, such as <code>Your code is {code}.</code>: what stands outside the braces must be in the message
 * character by character; a gap takes 1 to 30 characters, the most a carrier lets a variable have in the service's user
 * guide.
 */
public final class MessageTemplate {
    /** Characters of the longest value of a variable. */
    public static final int LONGEST_VALUE = 30;

    private final List<String> literals;

    private MessageTemplate(List<String> literals) {
        this.literals = List.copyOf(literals);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException where a brace is left open
     */
    public static MessageTemplate of(String text) {
        var literals = new ArrayList<String>();
        int start = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', start)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a template must close what it opens at " + open);
            }
            literals.add(text.substring(start, open));
            start = close + 1;
        }
        literals.add(text.substring(start));
        return new MessageTemplate(literals);
    }

    /** Whether the message follows the template. */
    public boolean matches(String body) {
        var first = literals.getFirst();
        if (literals.size() == 1) {
            return body.equals(first);
        }
        if (!body.startsWith(first)) {
            return false;
        }
        // Where the text so far can end: each gap moves every such place on by 1 to 30 characters.
        var reachable = new boolean[body.length() + 1];
        reachable[first.length()] = true;
        for (var literal : literals.subList(1, literals.size())) {
            reachable = after(body, literal, reachable);
        }
        return reachable[body.length()];
    }

    private static boolean[] after(String body, String literal, boolean[] reachable) {
        var next = new boolean[body.length() + 1];
        int lastStart = -1;
        for (int at = 0; at <= body.length(); at++) {
            if (lastStart >= 0 && at - lastStart <= LONGEST_VALUE && body.startsWith(literal, at)) {
                next[at + literal.length()] = true;
            }
            if (reachable[at]) {
                lastStart = at;
            }
        }
        return next;
    }
}
