package io.posthorn.core.api;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place of an operation in a REST interface.
 *
 * @param method in upper case
 * @param segments of the path below the interface's own
 * @param status of an answer that is no error
 */
public record RestRoute(String method, List<Segment> segments, int status) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern LITERAL = Pattern.compile("[a-z0-9.-]+");
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Z][A-Za-z0-9]*)}");
    private static final int OK = 200;

    public RestRoute {
        segments = List.copyOf(segments);
    }

    /** One part of a path, between slashes. */
    public sealed interface Segment {
        /** Stands for itself. */
        record Literal(String text) implements Segment {}

        /** Stands for a member of the operation's input, or for the one element of a list of such. */
        record Variable(String member) implements Segment {}
    }

    /**
     * Reads {@code POST /pools/{PoolId}/origination-identities 201}; the status is 200 where there is none.
     *
     * @throws IllegalArgumentException when it is written in another way
     */
    public static RestRoute parse(String text) {
        var parts = text.split(" ", -1);
        if (parts.length < 2 || parts.length > 3 || !METHODS.contains(parts[0]) || !parts[1].startsWith("/")) {
            throw new IllegalArgumentException("'" + text + "' is no method with a path");
        }
        return new RestRoute(
                parts[0],
                Stream.of(parts[1].substring(1).split("/", -1))
                        .map(part -> segment(part, text))
                        .toList(),
                parts.length == 2 ? OK : Integer.parseInt(parts[2]));
    }

    private static Segment segment(String part, String text) {
        var variable = VARIABLE.matcher(part);
        if (variable.matches()) {
            return new Segment.Variable(variable.group(1));
        }
        if (LITERAL.matcher(part).matches()) {
            return new Segment.Literal(part);
        }
        throw new IllegalArgumentException("'" + part + "' in '" + text + "' is neither a name nor a variable");
    }

    /** Members that the path gives, in its order. */
    public List<String> variables() {
        return segments.stream()
                .flatMap(
                        segment -> segment instanceof Segment.Variable(var member) ? Stream.of(member) : Stream.empty())
                .toList();
    }

    /** The path with its variables in braces. */
    public String path() {
        return segments.stream()
                .map(segment -> switch (segment) {
                    case Segment.Literal(var literal) -> "/" + literal;
                    case Segment.Variable(var member) -> "/{" + member + "}";
                })
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return method + " " + path();
    }
}
