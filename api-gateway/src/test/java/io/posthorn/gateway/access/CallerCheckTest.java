package io.posthorn.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ProtocolError;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.signature.SigV4Signer;
import io.posthorn.core.signature.SignableRequest;
import io.posthorn.gateway.operation.Caller;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerCheckTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final AccessKey KEY = new AccessKey("AKIDOWN", "own-secret-value", "111111111111");
    private static final String BODY = "{}";

    private static final Caller.Origin ORIGIN = new Caller.Origin("192.0.2.1", "test", true);

    private final CallerCheck callers =
            new CallerCheck(AccessKeys.of(List.of(KEY), false), Set.of("sms-voice"), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void findsTheAccountOfTheKeyAndTheRegionOfTheSignature() {
        var scope = new Scope(new AccountId("111111111111"), "eu-west-1");

        assertThat(callers.check(signed(KEY.secret(), "eu-west-1", NOW, BODY), ORIGIN))
                .isEqualTo(new CallerCheck.Verdict.Known(
                        new Caller(scope, new Principal.Root(scope.account()), KEY.accessKeyId(), ORIGIN),
                        "sms-voice"));
    }

    @Test
    void refusesAnotherSecretWithoutShowingOurs() {
        assertThat(callers.check(signed("wrong", "eu-west-1", NOW, BODY), ORIGIN))
                .isInstanceOfSatisfying(CallerCheck.Verdict.Stranger.class, stranger -> {
                    assertThat(stranger.why().code()).isEqualTo(ProtocolError.Code.INVALID_SIGNATURE);
                    assertThat(stranger.why().message()).doesNotContain(KEY.secret());
                });
    }

    @Test
    void refusesAnotherBodyThanTheOneSigned() {
        var signed = signed(KEY.secret(), "eu-west-1", NOW, BODY);
        var changed = new SignableRequest(
                signed.method(), signed.rawPath(), "", signed.headers(), ByteBuffer.wrap("{ }".getBytes(UTF_8)));

        assertRefused(changed, ProtocolError.Code.INVALID_SIGNATURE);
    }

    @Test
    void refusesOldSignatures() {
        assertRefused(
                signed(KEY.secret(), "eu-west-1", NOW.minus(Duration.ofMinutes(6)), BODY),
                ProtocolError.Code.INVALID_SIGNATURE);
    }

    @Test
    void refusesKeysItDoesNotKnow() {
        var headers = new SigV4Signer("AKIDOTHER", "secret", "eu-west-1", "sms-voice");

        assertRefused(signed(headers, NOW, BODY), ProtocolError.Code.UNRECOGNIZED_CLIENT);
    }

    @Test
    void refusesUnsignedRequests() {
        assertRefused(request(Map.of("host", "localhost"), BODY), ProtocolError.Code.MISSING_AUTHENTICATION_TOKEN);
    }

    @Test
    void refusesWhatIsNoSignature() {
        assertRefused(
                request(Map.of("host", "localhost", "authorization", "Basic abc"), BODY),
                ProtocolError.Code.INCOMPLETE_SIGNATURE);
    }

    @Test
    void refusesRegionsThatAreNone() {
        assertRefused(signed(KEY.secret(), "r".repeat(40), NOW, BODY), ProtocolError.Code.INCOMPLETE_SIGNATURE);
    }

    private void assertRefused(SignableRequest request, ProtocolError.Code code) {
        assertThat(callers.check(request, ORIGIN))
                .isInstanceOfSatisfying(
                        CallerCheck.Verdict.Stranger.class,
                        stranger -> assertThat(stranger.why().code()).isEqualTo(code));
    }

    private static SignableRequest signed(String secret, String region, Instant at, String body) {
        return signed(new SigV4Signer(KEY.accessKeyId(), secret, region, "sms-voice"), at, body);
    }

    private static SignableRequest signed(SigV4Signer signer, Instant at, String body) {
        Map<String, String> headers = new HashMap<>(Map.of("host", "localhost:8080"));
        signer.sign("POST", "/", "", Map.copyOf(headers), ByteBuffer.wrap(body.getBytes(UTF_8)), at)
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return request(headers, body);
    }

    private static SignableRequest request(Map<String, String> headers, String body) {
        return new SignableRequest(
                "POST",
                "/",
                "",
                name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of(),
                ByteBuffer.wrap(body.getBytes(UTF_8)));
    }
}
