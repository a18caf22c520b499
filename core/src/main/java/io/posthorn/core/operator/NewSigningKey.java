package io.posthorn.core.operator;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes a signing key with a certificate that is signed by itself: it says which key is meant, and the connection it is
 * fetched over says whose it is. It does not end, because the key does not either. The JDK can read certificates but
 * has no public way to write one; this one has no more than RFC 5280 asks for.
 */
public final class NewSigningKey {
    private static final int BITS = 2_048;
    private static final int SERIAL_BITS = 120;
    private static final String COMMON_NAME = "Posthorn notifications";

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xa0;
    private static final byte[] VERSION_3 = {2};
    private static final int LONG_FORM = 0x80;

    /** sha256WithRSAEncryption, and no parameters. */
    private static final byte[] ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

    /** The attribute commonName. */
    private static final byte[] COMMON_NAME_TYPE = HexFormat.of().parseHex("0603550403");

    /** Means that there is no end. */
    private static final String FOR_EVER = "99991231235959Z";

    private NewSigningKey() {}

    /** A key that nobody else has. */
    public static SigningKey at(Instant now) {
        try {
            var random = new SecureRandom();
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            var pair = generator.generateKeyPair();
            var name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME_TYPE, der(UTF8_STRING, utf8(COMMON_NAME)))));
            var begin = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                    .withZone(ZoneOffset.UTC)
                    .format(now);
            var content = der(
                    SEQUENCE,
                    der(VERSION, der(INTEGER, VERSION_3)),
                    der(
                            INTEGER,
                            new BigInteger(SERIAL_BITS, random)
                                    .add(BigInteger.ONE)
                                    .toByteArray()),
                    ALGORITHM,
                    name,
                    der(SEQUENCE, der(UTC_TIME, utf8(begin)), der(GENERALIZED_TIME, utf8(FOR_EVER))),
                    name,
                    pair.getPublic().getEncoded());
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(pair.getPrivate(), random);
            signer.update(content);
            var certificate = der(SEQUENCE, content, ALGORITHM, der(BIT_STRING, new byte[] {0}, signer.sign()));
            return new SigningKey(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate))
                            .substring(0, Long.BYTES * 4),
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()),
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, utf8("\n")).encodeToString(certificate)
                            + "\n-----END CERTIFICATE-----\n",
                    now);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has RSA", impossible);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A value with its tag and length. */
    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (content.size() < LONG_FORM) {
            whole.write(content.size());
        } else {
            var length = BigInteger.valueOf(content.size()).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            whole.write(LONG_FORM | (length.length - sign));
            whole.write(length, sign, length.length - sign);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
