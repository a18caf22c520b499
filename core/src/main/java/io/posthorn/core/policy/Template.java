package io.posthorn.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text of a policy in which variables stand for what is known of the request, such as {@code ${aws:username}}. */
final class Template {
    /** Put together beforehand where it has no variables; null otherwise. */
    private final @Nullable Glob fixed;

    private final List<Part> parts;

    private sealed interface Part {
        record Pattern(String text) implements Part {}

        record Literal(String text) implements Part {}

        /** @param otherwise what stands for a value that is not there; null where nothing does */
        record Variable(String key, @Nullable String otherwise) implements Part {}
    }

    private Template(List<Part> parts) {
        this.parts = parts;
        fixed = parts.stream().noneMatch(Part.Variable.class::isInstance)
                ? glob(name -> List.of()).orElseThrow()
                : null;
    }

    /** A text without variables. */
    static Template fixed(String text) {
        return new Template(List.of(new Part.Pattern(text)));
    }

    /** Reads a text; empty where a variable in it is not well formed. */
    static Optional<Template> parse(String text) {
        var parts = new ArrayList<Part>();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf("${", at);
            if (dollar < 0) {
                break;
            }
            int end = text.indexOf('}', dollar);
            if (end < 0) {
                return Optional.empty();
            }
            if (dollar > at) {
                parts.add(new Part.Pattern(text.substring(at, dollar)));
            }
            var variable = variable(text.substring(dollar + 2, end).strip());
            if (variable.isEmpty()) {
                return Optional.empty();
            }
            parts.add(variable.get());
            at = end + 1;
        }
        if (at < text.length() || parts.isEmpty()) {
            parts.add(new Part.Pattern(text.substring(at)));
        }
        return Optional.of(new Template(List.copyOf(parts)));
    }

    private static Optional<Part> variable(String inside) {
        if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
            return Optional.of(new Part.Literal(inside));
        }
        int comma = inside.indexOf(',');
        var key = comma < 0 ? inside : inside.substring(0, comma).strip();
        if (key.indexOf(':') <= 0 || key.endsWith(":") || key.indexOf('$') >= 0 || key.indexOf('{') >= 0) {
            return Optional.empty();
        }
        if (comma < 0) {
            return Optional.of(new Part.Variable(key.toLowerCase(Locale.ROOT), null));
        }
        var otherwise = inside.substring(comma + 1).strip();
        return otherwise.length() > 1 && otherwise.startsWith("'") && otherwise.endsWith("'")
                ? Optional.of(
                        new Part.Variable(key.toLowerCase(Locale.ROOT), otherwise.substring(1, otherwise.length() - 1)))
                : Optional.empty();
    }

    /** The form with the values of a request; empty where a value is not there, or is none but many. */
    Optional<Glob> in(RequestContext context) {
        return fixed == null ? glob(context) : Optional.of(fixed);
    }

    private Optional<Glob> glob(RequestContext context) {
        var glob = new Glob.Builder();
        for (var part : parts) {
            switch (part) {
                case Part.Pattern(var text) -> glob.pattern(text);
                case Part.Literal(var text) -> glob.literal(text);
                case Part.Variable(var key, var otherwise) -> {
                    var values = context.values(key);
                    if (values.size() == 1) {
                        glob.literal(values.getFirst());
                    } else if (otherwise != null) {
                        glob.literal(otherwise);
                    } else {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(glob.build());
    }
}
