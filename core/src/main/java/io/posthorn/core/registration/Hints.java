package io.posthorn.core.registration;

import org.jspecify.annotations.Nullable;

/** What people who fill in a form read about a type or a section of it. */
public record Hints(
        String title,
        @Nullable String shortDescription,
        @Nullable String longDescription,
        @Nullable String documentationTitle,
        @Nullable String documentationLink) {}
