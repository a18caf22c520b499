package io.posthorn.core.resource;

import org.jspecify.annotations.Nullable;

/**
 * Why a version of a registration was not approved.
 *
 * @param reason short name, such as {@code INVALID_URL}
 * @param shortDescription a few words for people
 * @param longDescription what to do about it
 */
public record DeniedReason(
        String reason, String shortDescription, @Nullable String longDescription) {}
