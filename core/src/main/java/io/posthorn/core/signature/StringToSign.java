package io.posthorn.core.signature;

import java.security.MessageDigest;
import java.util.HexFormat;

/** The text whose keyed hash is the signature. */
final class StringToSign {
    private StringToSign() {}

    static String of(RequestTime time, CredentialScope scope, String canonicalRequest, MessageDigest sha256) {
        return AuthorizationHeader.ALGORITHM + "\n" + time + "\n" + scope + "\n"
                + HexFormat.of().formatHex(sha256.digest(SigningKeys.utf8(canonicalRequest)));
    }
}
