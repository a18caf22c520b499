package io.posthorn.gateway.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.rest.Callers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Knows the operator by a token. Tenants' keys mean nothing here. */
final class OperatorToken implements Callers {
    private static final String SCHEME = "Bearer ";
    private static final int RANDOM_BYTES = 30;
    private static final int SHORTEST = 16;

    /** The operator works for no account; operations that concern one say which. */
    private static final Caller NOBODY = Caller.root(new Scope(new AccountId("000000000000"), "operator"));

    private final byte[] token;

    private OperatorToken(String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException("the operator's token must have " + SHORTEST + " characters or more");
        }
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** The token of the configuration, made now where its file does not exist yet. */
    static OperatorToken of(OperatorProperties properties) {
        var file = properties.tokenFile();
        if (file != null) {
            return new OperatorToken(read(file));
        }
        var token = properties.token();
        if (token == null) {
            throw new IllegalStateException("there is no operator's token");
        }
        return new OperatorToken(token);
    }

    private static String read(Path file) {
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use posthorn.operator.token-file " + file, failed);
        }
    }

    private static void write(Path file) throws IOException {
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        } catch (FileAlreadyExistsException otherGateway) {
            // It has made the token; that one holds.
        }
    }

    @Override
    public Verdict check(Function<String, @Nullable String> headers, Caller.Origin origin) {
        var authorization = headers.apply("Authorization");
        var given = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : "";
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))
                ? new Verdict.Known(NOBODY)
                : new Verdict.Stranger("the header Authorization does not carry the operator's token");
    }
}
