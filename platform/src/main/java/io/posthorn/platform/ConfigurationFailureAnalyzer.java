package io.posthorn.platform;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Says which of Posthorn's own configuration keys is wrong, what it has to be and where it was set. It never tells the
 * value: some are secrets.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
    private static final String OURS = "posthorn";
    private static final Map<Class<?>, String> WORDS = Map.of(
            Integer.class, "a whole number",
            Long.class, "a whole number",
            Short.class, "a whole number",
            Double.class, "a number",
            BigDecimal.class, "a number",
            Boolean.class, "true or false",
            Duration.class, "a duration, such as 500ms, 10s or 72h",
            DataSize.class, "a size, such as 64MB");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failed) {
        if (!failed.getName().toString().startsWith(OURS)) {
            return null;
        }
        return new FailureAnalysis(
                String.join("\n", faults(failed)), "docs/configuration.md tells every key and what it may be.", failed);
    }

    private static List<String> faults(BindException failed) {
        return switch (failed.getCause()) {
            case BindValidationException invalid ->
                invalid.getValidationErrors().getAllErrors().stream()
                        .map(each -> rule(invalid.getValidationErrors().getName(), each))
                        .toList();
            case UnboundConfigurationPropertiesException unknown ->
                unknown.getUnboundProperties().stream()
                        .map(each -> "there is no key " + each.getName() + from(each.getOrigin()))
                        .toList();
            case ConversionException unfit -> List.of(failed.getName() + " must be " + words(failed) + from(failed));
            case null, default ->
                List.of(failed.getName() + ": "
                        + NestedExceptionUtils.getMostSpecificCause(failed).getMessage() + from(failed));
        };
    }

    private static String rule(ConfigurationPropertyName prefix, ObjectError error) {
        return error instanceof FieldError field
                ? prefix + "." + DataObjectPropertyName.toDashedForm(field.getField()) + " " + field.getDefaultMessage()
                        + from(Origin.from(field))
                : prefix + " " + error.getDefaultMessage();
    }

    private static String words(BindException failed) {
        var type = failed.getTarget().getBoxedType().resolve(Object.class);
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return WORDS.getOrDefault(type, "of the type " + type.getSimpleName());
    }

    private static String from(BindException failed) {
        return from(Origin.from(failed));
    }

    private static String from(@Nullable Origin origin) {
        return origin == null ? "" : " (" + origin + ")";
    }
}
