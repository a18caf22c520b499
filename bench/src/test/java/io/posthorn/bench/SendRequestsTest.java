package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.signature.Credentials;
import io.posthorn.core.signature.SigV4Verifier;
import io.posthorn.core.signature.SignableRequest;
import io.posthorn.core.signature.SignatureOutcome;
import io.posthorn.core.signature.SigningCredential;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendRequestsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<Sender> SENDERS = IntStream.range(0, 2)
            .mapToObj(Sender.Account::numbered)
            .map(account -> new Sender(account, "pool-" + account.id()))
            .toList();

    private final SendRequests requests = new SendRequests(
            URI.create("http://localhost:8080"),
            SENDERS,
            SendRequests.Body.TO_SIMULATOR,
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static SignableRequest parsed(String request) {
        var halves = request.split("\r\n\r\n", -1);
        var lines = halves[0].lines().toList();
        assertThat(lines.getFirst()).isEqualTo("POST / HTTP/1.1");
        var headers = new TreeMap<String, String>();
        lines.stream()
                .skip(1)
                .map(line -> line.split(": ", 2))
                .forEach(pair -> headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]));
        var body = halves[1].getBytes(StandardCharsets.UTF_8);
        assertThat(headers).containsEntry("content-length", Integer.toString(body.length));
        return new SignableRequest(
                "POST",
                "/",
                "",
                name -> Optional.ofNullable(headers.get(name)).map(List::of).orElse(List.of()),
                ByteBuffer.wrap(body));
    }

    @Test
    void signsForEachSenderInTurn() {
        var verifier = new SigV4Verifier(
                Credentials.lasting(keyId -> SENDERS.stream()
                        .map(Sender::account)
                        .filter(account -> account.accessKeyId().equals(keyId))
                        .map(account -> new SigningCredential(account.secret(), new AccountId(account.id())))
                        .findFirst()),
                Set.of(Sender.SERVICE));

        for (var turn = 0; turn < 4; turn++) {
            var sender = SENDERS.get(turn % 2);
            var text = StandardCharsets.UTF_8.decode(requests.request(turn)).toString();
            assertThat(text).contains(sender.poolId()).contains(Sender.text(turn));
            assertThat(verifier.verify(parsed(text), NOW))
                    .isEqualTo(new SignatureOutcome.Verified(
                            sender.account().accessKeyId(),
                            new Principal.Root(new AccountId(sender.account().id())),
                            Sender.REGION,
                            Sender.SERVICE));
        }
    }
}
