package io.posthorn.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.DamagedText;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.signature.SignatureOutcome.Reason;
import io.posthorn.core.signature.SignatureOutcome.Refused;
import io.posthorn.core.signature.SignatureOutcome.Verified;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigV4VerifierTest {
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final Principal ROOT = new Principal.Root(ACCOUNT);
    private static final String KEY_ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Instant NOW = Instant.parse("2026-11-22T14:25:36Z");
    private static final String BODY = "{\"DestinationPhoneNumber\":\"+12065550100\",\"MessageBody\":\"héllo €\"}";

    private final SigningKeys keys = new SigningKeys(3);
    private final SigV4Verifier verifier = verifier("sms-voice", keys);

    private static SigV4Verifier verifier(String service, SigningKeys keys) {
        return new SigV4Verifier(
                Credentials.lasting(id ->
                        id.equals(KEY_ID) ? Optional.of(new SigningCredential(SECRET, ACCOUNT)) : Optional.empty()),
                Set.of(service),
                keys);
    }

    /** A request as it was sent; each line of the head is a header. */
    private record Sent(String method, String path, String query, Map<String, List<String>> headers, String body) {
        SignableRequest signable() {
            return new SignableRequest(method, path, query, name -> headers.getOrDefault(name, List.of()), bytes(body));
        }

        Sent with(String name, String... values) {
            var changed = new LinkedHashMap<>(headers);
            changed.put(name, List.of(values));
            return new Sent(method, path, query, changed, body);
        }

        Sent without(String name) {
            var changed = new LinkedHashMap<>(headers);
            changed.remove(name);
            return new Sent(method, path, query, changed, body);
        }

        Sent withAuthorization(UnaryOperator<String> change) {
            return with("authorization", change.apply(authorization()));
        }

        String authorization() {
            return headers.getOrDefault("authorization", List.of("")).getFirst();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Sent send(Map<String, String> headers, Instant signedAt) {
        return send(headers, signedAt, new SigV4Signer(KEY_ID, SECRET, "us-east-1", "sms-voice"));
    }

    private static Sent send(Map<String, String> headers, Instant signedAt, SigV4Signer signer) {
        var all = new LinkedHashMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        signer.sign("POST", "/", "", headers, bytes(BODY), signedAt)
                .forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new Sent("POST", "/", "", all, BODY);
    }

    /** The headers botocore signs, and no hash of the body. */
    private static Sent plain() {
        return send(
                Map.of(
                        "host", "127.0.0.1:8080",
                        "content-type", "application/x-amz-json-1.0",
                        "x-amz-target", "PinpointSMSVoiceV2.SendTextMessage"),
                NOW);
    }

    private void assertRefused(Sent sent, Reason reason) {
        assertThat(verifier.verify(sent.signable(), NOW))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.message())
                                .isEqualTo(reason));
    }

    private void assertRefused(Sent sent, Reason reason, String message) {
        assertRefused(sent, reason);
        assertThat(verifier.verify(sent.signable(), NOW))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.message()).contains(message));
    }

    /** Vectors that AWS publishes for implementers; host and date are signed in all of them. */
    @ParameterizedTest(name = "{0} {1}?{2}")
    @CsvSource({
        "GET, '/', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, '/', '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "GET, '', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "GET, '//', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "GET, '/./', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "GET, '/example/..', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "GET, '/example1/example2/../..', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "GET, '//example//', '', 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
        "GET, '/example space/', '', 652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
        "GET, '/ሴ', '', 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        "GET, '/', 'ሴ=bar', 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        "GET, '/', '%E1%88%B4=bar', 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        "GET, '/', 'Param1=value1', a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        "GET, '/', 'Param2=value2&Param1=value1', b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "GET, '/', 'Param-3=Value3&Param=Value2&%E1%88%B4=Value1',"
                + " 371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
        "GET, '/', '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz="
                + "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',"
                + " 9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
    })
    void verifiesThePublishedVectors(String method, String path, String query, String signature) {
        assertPublished(method, path, query, Map.of(), "", "host;x-amz-date", signature);
    }

    @Test
    void verifiesThePublishedVectorsWithHeaders() {
        assertPublished(
                "GET",
                "/",
                "",
                Map.of("my-header1", List.of("value2", "value2", "value1")),
                "",
                "host;my-header1;x-amz-date",
                "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea");
        assertPublished(
                "GET",
                "/",
                "",
                Map.of("my-header1", List.of("value4", "value1", "value3", "value2")),
                "",
                "host;my-header1;x-amz-date",
                "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01");
        assertPublished(
                "GET",
                "/",
                "",
                Map.of("my-header1", List.of(" value1"), "my-header2", List.of(" \"a   b   c\"")),
                "",
                "host;my-header1;my-header2;x-amz-date",
                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
    }

    @Test
    void verifiesThePublishedVectorWithASessionToken() {
        assertPublished(
                "GET",
                "/",
                "",
                Map.of(
                        "x-amz-security-token",
                        List.of("6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267")),
                "",
                "host;x-amz-date;x-amz-security-token",
                "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
    }

    @Test
    void verifiesThePublishedVectorWithABodyAndItsHash() {
        assertPublished(
                "POST",
                "/",
                "",
                Map.of(
                        "content-type",
                        List.of("application/x-www-form-urlencoded"),
                        "content-length",
                        List.of("13"),
                        "x-amz-content-sha256",
                        List.of("9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e")),
                "Param1=value1",
                "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
                "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b");
    }

    private void assertPublished(
            String method,
            String path,
            String query,
            Map<String, List<String>> more,
            String body,
            String signedHeaders,
            String signature) {
        var headers = new LinkedHashMap<>(more);
        headers.put("host", List.of("example.amazonaws.com"));
        headers.put("x-amz-date", List.of("20150830T123600Z"));
        headers.put(
                "authorization",
                List.of(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                                + signedHeaders + ", Signature=" + signature));

        assertThat(verifier("service", keys)
                        .verify(
                                new Sent(method, path, query, headers, body).signable(),
                                Instant.parse("2015-08-30T12:36:00Z")))
                .isEqualTo(new Verified(KEY_ID, ROOT, "us-east-1", "service"));
    }

    @ParameterizedTest
    @CsvSource({
        "'Fri, 09 Sep 2011 23:36:00 GMT', 0a71dc54017d377751d56ae400f22f34f5802df5f2162a7261375a34686501be",
        "20110909T233600Z, 3576498fabe29305d8fbe7ebae518bd911549c9fb124b935f64366d72c1f7983"
    })
    void takesTheDateHeaderWhereThereIsNoAmzDate(String date, String signature) {
        var headers = Map.of(
                "host", List.of("host.foo.com"),
                "date", List.of(date),
                "authorization",
                        List.of("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20110909/us-east-1/host/aws4_request,"
                                + " SignedHeaders=date;host, Signature=" + signature));

        assertThat(verifier("host", keys)
                        .verify(
                                new Sent("GET", "/", "", headers, "").signable(),
                                Instant.parse("2011-09-09T23:36:00Z")))
                .isEqualTo(new Verified(KEY_ID, ROOT, "us-east-1", "host"));
    }

    @Test
    void verifiesARequestWithoutAHashOfItsBody() {
        assertThat(verifier.verify(plain().signable(), NOW))
                .isEqualTo(new Verified(KEY_ID, ROOT, "us-east-1", "sms-voice"));
    }

    @Test
    void takesTheAuthorizationHeaderWithoutSpacesToo() {
        assertThat(verifier.verify(
                        plain().withAuthorization(header -> header.replace(", ", ","))
                                .signable(),
                        NOW))
                .isInstanceOf(Verified.class);
    }

    @Test
    void foldsWhiteSpaceInHeaders() {
        assertThat(verifier.verify(
                        plain().with("content-type", " \tapplication/x-amz-json-1.0  ")
                                .signable(),
                        NOW))
                .isInstanceOf(Verified.class);
    }

    @Test
    void takesABodyThatTheSignatureDeclaresUnsigned() {
        var sent = send(Map.of("host", "h", "x-amz-content-sha256", "UNSIGNED-PAYLOAD"), NOW);
        var signature = "26011553542fe87fd80fcc8b7444ba9287307a5eeb4431b293b7ade00c6c09a9";

        assertThat(verifier.verify(
                        sent.withAuthorization(header -> header.replaceFirst("[0-9a-f]{64}", signature))
                                .signable(),
                        NOW))
                .isInstanceOf(Verified.class);
        assertRefused(sent, Reason.INVALID_SIGNATURE);
        assertRefused(plain().with("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), Reason.INVALID_SIGNATURE);
    }

    @Test
    void refusesARequestThatIsNotSigned() {
        assertRefused(plain().without("authorization"), Reason.MISSING_AUTHENTICATION_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 ",
                "Bearer token",
                "AWS4-HMAC-SHA512 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256Credential=AKIDEXAMPLE/20261122/us-east-1/sms-voice/aws4_request",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/sms-voice/aws4_request, SignedHeaders=host",
                "AWS4-HMAC-SHA256 nonsense",
                "AWS4-HMAC-SHA256 ,,,"
            })
    void refusesAnAuthorizationHeaderOfAnotherForm(String header) {
        assertRefused(plain().with("authorization", header), Reason.INCOMPLETE_SIGNATURE);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "AKIDEXAMPLE/, ''",
        "AKIDEXAMPLE/, /",
        "/us-east-1/, //",
        "/us-east-1/, /US EAST/",
        "/us-east-1/, /us-east-1/extra/",
        "aws4_request, aws3_request",
        "SignedHeaders=content-type;host, SignedHeaders=host;content-type",
        "SignedHeaders=content-type;host, SignedHeaders=content-type;host;host",
        "SignedHeaders=content-type;host, SignedHeaders=content-type;Host",
        "SignedHeaders=content-type;host, SignedHeaders=content-type;;host",
        "SignedHeaders=content-type;host, SignedHeaders=;content-type;host",
        "Signature=, Signature=0",
        "Signature=, Signature=X",
        "'Signature=', 'Signature=00, Signature='",
        "'SignedHeaders=', 'Credential=a/b/c/d/aws4_request, SignedHeaders='"
    })
    void refusesPartsOfAnotherForm(String part, String replacement) {
        var damaged = plain().withAuthorization(header -> header.replace(part, replacement));
        assertThat(damaged.authorization()).isNotEqualTo(plain().authorization());

        assertRefused(damaged, Reason.INCOMPLETE_SIGNATURE);
    }

    @Test
    void refusesTwoAuthorizationHeadersOrDates() {
        var header = plain().authorization();

        assertRefused(plain().with("authorization", header, header), Reason.INCOMPLETE_SIGNATURE);
        assertRefused(plain().with("x-amz-date", "20261122T142536Z", "20261122T142536Z"), Reason.INCOMPLETE_SIGNATURE);
        assertRefused(plain().without("x-amz-date"), Reason.INCOMPLETE_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20261122",
                "20261122T142536",
                "20261322T142536Z",
                "20261122T142560Z",
                "2026-11-22T14:25:36Z",
                "20261122t142536Z",
                "+0261122T142536Z",
                "Sun, 22 Nov 2026 14:25:36 GMT",
                "２０２６1122T142536Z"
            })
    void refusesDatesOfAnotherForm(String date) {
        assertRefused(plain().with("x-amz-date", date), Reason.INCOMPLETE_SIGNATURE);
    }

    @Test
    void saysThatSignaturesInTheQueryAreNotTaken() {
        var presigned = new Sent(
                "POST",
                "/",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE&X-Amz-Signature=00",
                Map.of("host", List.of("h")),
                BODY);

        assertRefused(presigned, Reason.MISSING_AUTHENTICATION_TOKEN);
        assertThat(verifier.verify(presigned.signable(), NOW).toString()).contains("not in the query");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"token, ", "other, UNRECOGNIZED_CLIENT", ", UNRECOGNIZED_CLIENT", "expired, EXPIRED_TOKEN"})
    void asksForTheTokenOfTemporaryCredentials(String token, Reason reason) {
        var temporary = new SigV4Verifier(
                (id, sent, now) -> "token".equals(sent)
                        ? new Credentials.Found.Known(new SigningCredential(SECRET, ACCOUNT))
                        : "expired".equals(sent) ? new Credentials.Found.Expired() : new Credentials.Found.OtherToken(),
                Set.of("sms-voice"));
        var headers = new LinkedHashMap<>(Map.of("host", "h"));
        if (token != null) {
            headers.put("x-amz-security-token", token);
        }

        var outcome = temporary.verify(send(headers, NOW).signable(), NOW);

        assertThat(outcome instanceof Refused(var why, var message) ? why : null)
                .isEqualTo(reason);
    }

    @Test
    void refusesATokenThatIsNotSigned() {
        assertRefused(
                plain().with("x-amz-security-token", "token"),
                Reason.INVALID_SIGNATURE,
                "'x-amz-security-token' must be a signed header");
    }

    @Test
    void refusesAKeyItDoesNotKnow() {
        assertRefused(
                plain().withAuthorization(header -> header.replace(KEY_ID, "AKIDUNKNOWN")), Reason.UNRECOGNIZED_CLIENT);
    }

    @Test
    void refusesAnotherSecretServiceOrDay() {
        var headers = Map.of("host", "h");

        assertRefused(
                send(headers, NOW, new SigV4Signer(KEY_ID, SECRET + "x", "us-east-1", "sms-voice")),
                Reason.INVALID_SIGNATURE,
                "does not match");
        assertRefused(
                send(headers, NOW, new SigV4Signer(KEY_ID, SECRET, "us-east-1", "sns")),
                Reason.INVALID_SIGNATURE,
                "correct service: sms-voice");
        assertRefused(
                plain().withAuthorization(header -> header.replace("/20261122/", "/20261121/")),
                Reason.INVALID_SIGNATURE,
                "'20261121' != '20261122'");
    }

    @ParameterizedTest(name = "signed {0} s off: {1}")
    @CsvSource({
        "-301, Signature expired: 20261122T142035Z is now earlier than 20261122T142036Z (20261122T142536Z - 5 min.)",
        "-300, ",
        "300, ",
        "301, Signature not yet current: 20261122T143037Z is still later than 20261122T143036Z (20261122T142536Z + 5 min.)"
    })
    void refusesSignaturesMoreThanFiveMinutesOff(int seconds, String message) {
        var outcome = verifier.verify(
                send(Map.of("host", "h"), NOW.plusSeconds(seconds)).signable(), NOW);

        assertThat(outcome)
                .isEqualTo(
                        message == null
                                ? new Verified(KEY_ID, ROOT, "us-east-1", "sms-voice")
                                : new Refused(Reason.INVALID_SIGNATURE, message));
    }

    @Test
    void verifiesAcrossMidnight() {
        var midnight = Instant.parse("2026-11-23T00:00:00Z");
        var sent = send(Map.of("host", "h"), midnight.minusSeconds(60));

        assertThat(verifier.verify(sent.signable(), midnight.plusSeconds(60))).isInstanceOf(Verified.class);
    }

    @Test
    void refusesWhatWasChangedOnTheWay() {
        var sent = plain();

        assertRefused(new Sent("GET", "/", "", sent.headers(), BODY), Reason.INVALID_SIGNATURE);
        assertRefused(new Sent("POST", "/x", "", sent.headers(), BODY), Reason.INVALID_SIGNATURE);
        assertRefused(new Sent("POST", "/", "a=b", sent.headers(), BODY), Reason.INVALID_SIGNATURE);
        assertRefused(new Sent("POST", "/", "", sent.headers(), BODY + " "), Reason.INVALID_SIGNATURE);
        assertRefused(sent.with("host", "127.0.0.1:8081"), Reason.INVALID_SIGNATURE);
        assertRefused(sent.with("x-amz-target", "PinpointSMSVoiceV2.DeletePool"), Reason.INVALID_SIGNATURE);
        assertRefused(sent.with("content-type", "application/json"), Reason.INVALID_SIGNATURE);
        assertRefused(sent.with("content-type", "application/x-amz-json-1.0", ""), Reason.INVALID_SIGNATURE);
        assertRefused(sent.with("x-amz-date", "20261122T142537Z"), Reason.INVALID_SIGNATURE);
        assertRefused(sent.without("content-type"), Reason.INVALID_SIGNATURE, "'content-type' is a signed header");
        assertRefused(
                sent.withAuthorization(header -> header.replace("us-east-1", "us-east-2")), Reason.INVALID_SIGNATURE);
    }

    @Test
    void refusesEverySignatureThatDiffersInOneDigit() {
        var sent = plain();
        int start = sent.authorization().indexOf("Signature=") + "Signature=".length();
        for (int i = start; i < sent.authorization().length(); i++) {
            var digits = new StringBuilder(sent.authorization());
            digits.setCharAt(i, digits.charAt(i) == '0' ? '1' : '0');
            assertRefused(sent.with("authorization", digits.toString()), Reason.INVALID_SIGNATURE);
        }
    }

    @Test
    void hostAndTargetMustBeSigned() {
        var target = "PinpointSMSVoiceV2.SendTextMessage";

        assertRefused(
                send(Map.of("host", "h"), NOW).with("x-amz-target", target),
                Reason.INVALID_SIGNATURE,
                "'x-amz-target' must be a signed header");
        assertRefused(
                plain().withAuthorization(header -> header.replace("content-type;host;", "content-type;")),
                Reason.INVALID_SIGNATURE,
                "'host' must be a signed header");
    }

    @Test
    void aHashThatIsSentMustBeThatOfTheBody() {
        assertRefused(
                plain().with("x-amz-content-sha256", "0".repeat(64)),
                Reason.INVALID_SIGNATURE,
                "x-amz-content-sha256 is not the hash of the body");
    }

    @Test
    void keepsKeysOnlyOfVerifiedRequestsAndOnlySoMany() {
        for (int i = 0; i < 10; i++) {
            var region = "region-" + i;
            verifier.verify(
                    plain().withAuthorization(header -> header.replace("us-east-1", region))
                            .signable(),
                    NOW);
        }
        assertThat(keys.size()).isZero();

        for (int i = 0; i < 10; i++) {
            var sent = send(Map.of("host", "h"), NOW, new SigV4Signer(KEY_ID, SECRET, "region-" + i, "sms-voice"));
            for (int repeat = 0; repeat < 3; repeat++) {
                assertThat(verifier.verify(sent.signable(), NOW)).isInstanceOf(Verified.class);
                assertThat(keys.size()).isBetween(1, 3);
            }
        }
    }

    @Test
    void manyThreadsShareOneKey() {
        var sent = plain();

        assertThat(IntStream.range(0, 5_000).parallel().mapToObj(i -> verifier.verify(sent.signable(), NOW)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Verified.class));
    }

    @Test
    void leavesTheBodyToBeReadByTheNext() {
        var request = plain().signable();
        verifier.verify(request, NOW);

        assertThat(request.body().remaining()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void neverShowsASecretOrABody() {
        assertThat(new SigningCredential(SECRET, ACCOUNT).toString()).doesNotContain(SECRET);
        assertThat(plain().signable().toString()).doesNotContain("héllo");
    }

    @Test
    void noDamageToTheAuthorizationHeaderIsVerifiedOrThrown() {
        var sent = plain();
        var original = sent.authorization();
        DamagedText.of(original, 50_000, damaged -> {
            if (verifier.verify(sent.with("authorization", damaged).signable(), NOW) instanceof Verified) {
                assertThat(meaning(damaged)).isEqualTo(meaning(original));
            }
        });
    }

    @Test
    void noDamageToTheTargetOfARequestThrows() {
        var sent = plain();
        DamagedText.of(
                "/a/%7Eb/../c?x=1&y=%20z&x",
                2_000, damaged -> {
                    int mark = damaged.indexOf('?');
                    var target = new Sent(
                            sent.method(),
                            mark < 0 ? damaged : damaged.substring(0, mark),
                            mark < 0 ? "" : damaged.substring(mark + 1),
                            sent.headers(),
                            sent.body());

                    assertThat(verifier.verify(target.signable(), NOW)).isNotNull();
                });
    }

    /** The parameters in alphabetical order: their order and the white space around them mean nothing. */
    private static List<String> meaning(String header) {
        var parameters = new ArrayList<String>();
        for (var parameter :
                header.strip().substring("AWS4-HMAC-SHA256".length()).split(",", -1)) {
            if (!parameter.isBlank()) {
                parameters.add(parameter.strip());
            }
        }
        parameters.sort(null);
        return parameters;
    }

    @Test
    void theSkewIsThatOfAws() {
        assertThat(SigV4Verifier.MAX_SKEW).isEqualTo(Duration.ofMinutes(5));
    }
}
