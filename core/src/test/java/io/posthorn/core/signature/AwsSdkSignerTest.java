package io.posthorn.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.signature.SignatureOutcome.Verified;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The signer of the AWS SDK, which we did not write, against ours. */
class AwsSdkSignerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:25:36Z");
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final String BODY =
            "{\"DestinationPhoneNumber\":\"+12065550100\",\"MessageBody\":\"héllo €\",\"TimeToLive\":60}";

    private final SigV4Verifier verifier = new SigV4Verifier(AwsSdkSignerTest::credential, Set.of("sms-voice"));

    private static Credentials.Found credential(String id, @Nullable String token, Instant now) {
        return token == null || token.equals("token")
                ? new Credentials.Found.Known(new SigningCredential(id + "-secret", ACCOUNT))
                : new Credentials.Found.OtherToken();
    }

    @ParameterizedTest(name = "{0} session={1} body={2}")
    @CsvSource({
        "http://127.0.0.1:8080/, false, true",
        "http://127.0.0.1:8080/, true, true",
        "http://127.0.0.1:8080/, false, false",
        "http://localhost:8080, false, true",
        "http://localhost:8080/base/path/, false, true",
        "http://localhost:8080/a%20b/%E1%88%B4/, false, true",
        "http://localhost:8080/a/../b/./c//d/, false, true",
        "https://sms-voice.us-east-1.amazonaws.com/?b=2&a=1&a=0&c=%2F%20%2B, false, true",
        "https://localhost:8443/?empty=&none&A=1&a=1&%7Etilde=~&star=*&plus=a%2Bb&sp=a%20b, true, true",
        "https://localhost/?x=%E2%82%AC&x=%25&y=a%3Db%26c, false, false"
    })
    void signsAsWeDoAndIsVerified(URI uri, boolean session, boolean withBody) {
        var body = withBody ? BODY : "{}";
        var signed = signed(uri, session, body);
        var headers = new HashMap<String, List<String>>();
        signed.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        var bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
        var request = new SignableRequest(
                "POST",
                signed.encodedPath(),
                signed.encodedQueryParameters().orElse(""),
                name -> headers.getOrDefault(name, List.of()),
                bytes);

        assertThat(verifier.verify(request, NOW))
                .isEqualTo(new Verified("posthorn", new Principal.Root(ACCOUNT), "eu-west-1", "sms-voice"));

        var ours = new HashMap<String, String>();
        headers.forEach((name, values) -> {
            if (!name.equals("authorization") && !name.equals("user-agent")) {
                ours.put(name, values.getFirst());
            }
        });
        assertThat(new SigV4Signer("posthorn", "posthorn-secret", "eu-west-1", "sms-voice")
                        .sign("POST", request.rawPath(), request.rawQuery(), ours, bytes, NOW))
                .isEqualTo(Map.of(
                        "X-Amz-Date",
                        "20261122T142536Z",
                        "Authorization",
                        signed.firstMatchingHeader("Authorization").orElseThrow()));
    }

    private static SdkHttpRequest signed(URI uri, boolean session, String body) {
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(uri)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("X-Amz-Target", "PinpointSMSVoiceV2.SendTextMessage")
                .putHeader("amz-sdk-invocation-id", "9dd1c1d3-154f-aa8b-1be9-52782de4bb4d")
                .putHeader("amz-sdk-request", "attempt=1; max=4")
                .putHeader("User-Agent", "aws-sdk-java/2.40.2 md/io#sync")
                .build();
        AwsCredentialsIdentity identity = session
                ? AwsSessionCredentialsIdentity.create("posthorn", "posthorn-secret", "token")
                : AwsCredentialsIdentity.create("posthorn", "posthorn-secret");
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sms-voice")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
                .request();
    }
}
