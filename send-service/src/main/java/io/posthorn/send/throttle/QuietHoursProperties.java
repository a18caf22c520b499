package io.posthorn.send.throttle;

import io.posthorn.core.send.QuietHours;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where promotional messages wait for the morning.
 *
 * @param countries those whose quiet hours are kept; {@code *} stands for all there are rules for
 * @param file rules of the operator's own, in the form of those that are built in, and in their place
 */
public record QuietHoursProperties(
        @DefaultValue Set<String> countries, @Nullable Path file) {

    public QuietHoursProperties {
        countries = Set.copyOf(countries);
    }

    QuietHours toQuietHours() {
        if (file == null) {
            return QuietHours.builtIn(countries);
        }
        try {
            return QuietHours.of(Files.readString(file), countries);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read posthorn.send.quiet-hours.file " + file, broken);
        }
    }
}
