package io.posthorn.core.signature;

/**
 * What a signing key is good for.
 *
 * @param date eight digits, in UTC
 */
record CredentialScope(String date, String region, String service) {
    static final String TERMINATOR = "aws4_request";

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
