package io.posthorn.bench;

import io.posthorn.core.signature.SigV4Signer;

/**
 * An account that sends, with what was set up for it.
 *
 * @param poolId the pool it sends from
 */
record Sender(Account account, String poolId) {
    /** Messages to this simulator number of the service's user guide are delivered. */
    static final String DESTINATION = "+14254147755";

    /** Country of the destination, and so of the simulator numbers that may write to it. */
    static final String COUNTRY = "US";

    static final String REGION = "us-east-1";
    static final String SERVICE = "sms-voice";

    /** An account of the installation under test and its key. */
    record Account(String id, String accessKeyId, String secret) {
        static Account numbered(int number) {
            return new Account(
                    "%012d".formatted(100_000_000_000L + number), "bench-" + number, "bench-secret-" + number);
        }

        SigV4Signer signer() {
            return new SigV4Signer(accessKeyId, secret, REGION, SERVICE);
        }

        @Override
        public String toString() {
            return "Account[" + id + "]";
        }
    }

    /** A text as applications send them, different each time. */
    static String text(long number) {
        return "Your code is " + (100_000 + Math.floorMod(number * 7_919, 900_000))
                + ". It is valid for ten minutes. Do not share it.";
    }
}
