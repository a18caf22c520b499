package io.posthorn.platform.facts;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is known about the content of messages.
 *
 * @param mediaDirectory where the files of media messages are, one directory for each bucket; left out, files are not
 *     looked at
 * @param templates texts that carriers of a country have approved
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.content", ignoreUnknownFields = false)
public record ContentProperties(
        @Nullable Path mediaDirectory, @DefaultValue List<@Valid Template> templates) {

    public ContentProperties {
        templates = List.copyOf(templates);
    }

    /**
     * An approved text.
     *
     * @param account twelve digits
     * @param country ISO 3166-1 alpha-2 code
     * @param text with {@code {gaps}} for what differs from message to message
     */
    public record Template(
            @Pattern(regexp = "[0-9]{12}") String account,

            @Pattern(regexp = "[A-Z]{2}") String country,
            @NotBlank String text) {}
}
