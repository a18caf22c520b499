package io.posthorn.core.operator;

import java.time.Instant;

/**
 * A file of operator data that has been taken in.
 *
 * @param digest SHA-256 of its content, in hex
 */
public record LoadedFile(String name, String digest, Instant loadedAt) implements OperatorResource {

    @Override
    public OperatorKind<LoadedFile> kind() {
        return OperatorKind.FILE;
    }

    @Override
    public String id() {
        return name;
    }
}
