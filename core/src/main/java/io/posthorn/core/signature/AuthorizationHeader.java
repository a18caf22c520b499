package io.posthorn.core.signature;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An authorization header taken apart.
 *
 * @param signedHeaders lower-case names, ascending, none twice
 * @param signature 64 lower-case hexadecimal digits
 */
record AuthorizationHeader(String accessKeyId, CredentialScope scope, List<String> signedHeaders, String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final int SCOPE_ELEMENTS = 5;
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");
    private static final int SIGNATURE_LENGTH = 64;

    AuthorizationHeader {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /** The header does not have the form of the protocol. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            // Thrown for what anybody may send, so it does not pay for a stack trace.
            super(message, null, false, false);
        }
    }

    byte[] signatureBytes() {
        return HexFormat.of().parseHex(signature);
    }

    static AuthorizationHeader parse(String header) throws MalformedException {
        if (!header.startsWith(ALGORITHM)
                || header.length() == ALGORITHM.length()
                || !isBlank(header.charAt(ALGORITHM.length()))) {
            throw new MalformedException("Authorization must begin with '" + ALGORITHM + "'");
        }
        String credential = null;
        String signedHeaders = null;
        String signature = null;
        for (int start = ALGORITHM.length(), end; start < header.length(); start = end + 1) {
            end = header.indexOf(',', start);
            end = end < 0 ? header.length() : end;
            var parameter = header.substring(start, end).strip();
            int equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            var value = parameter.substring(equals + 1);
            switch (name) {
                case "Credential" -> credential = once(name, credential, value);
                case "SignedHeaders" -> signedHeaders = once(name, signedHeaders, value);
                case "Signature" -> signature = once(name, signature, value);
                default -> throw new MalformedException("Authorization has a parameter that is not known");
            }
        }
        return of(
                present("Credential", credential),
                present("SignedHeaders", signedHeaders),
                present("Signature", signature));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String once(String name, @Nullable String before, String value) throws MalformedException {
        if (before != null) {
            throw new MalformedException("Authorization has '" + name + "' twice");
        }
        return value;
    }

    private static String present(String name, @Nullable String value) throws MalformedException {
        if (value == null || value.isEmpty()) {
            throw new MalformedException("Authorization requires '" + name + "'");
        }
        return value;
    }

    private static AuthorizationHeader of(String credential, String signedHeaders, String signature)
            throws MalformedException {
        var elements = credential.split("/", -1);
        if (elements.length != SCOPE_ELEMENTS || elements[0].isEmpty()) {
            throw new MalformedException("Credential must be an access key id, date, region, service and '"
                    + CredentialScope.TERMINATOR + "', with slashes between");
        }
        if (!elements[4].equals(CredentialScope.TERMINATOR)) {
            throw new MalformedException("Credential must end in '" + CredentialScope.TERMINATOR + "'");
        }
        if (!REGION.matcher(elements[2]).matches()) {
            throw new MalformedException("Credential must name a region");
        }
        if (!isSignature(signature)) {
            throw new MalformedException("Signature must be 64 lower-case hexadecimal digits");
        }
        var scope = new CredentialScope(elements[1], elements[2], elements[3]);
        return new AuthorizationHeader(elements[0], scope, headerNames(signedHeaders), signature);
    }

    private static List<String> headerNames(String signedHeaders) throws MalformedException {
        var names = new ArrayList<String>();
        var previous = "";
        for (int start = 0, end; start <= signedHeaders.length(); start = end + 1) {
            end = signedHeaders.indexOf(';', start);
            end = end < 0 ? signedHeaders.length() : end;
            var name = signedHeaders.substring(start, end);
            if (name.compareTo(previous) <= 0 || !isLowerCaseToken(name)) {
                throw new MalformedException("SignedHeaders must be lower-case names in ascending order");
            }
            names.add(name);
            previous = name;
        }
        return names;
    }

    private static boolean isSignature(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() == SIGNATURE_LENGTH;
    }

    private static boolean isLowerCaseToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
