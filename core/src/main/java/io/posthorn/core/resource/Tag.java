package io.posthorn.core.resource;

/**
 * A label on a resource.
 *
 * @param key 1 to 128 characters
 * @param value up to 256 characters
 */
public record Tag(String key, String value) {}
