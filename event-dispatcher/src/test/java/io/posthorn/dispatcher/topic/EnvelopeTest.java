package io.posthorn.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.operator.NewSigningKey;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.topic.MessageAttribute;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.topic.Envelope.Links;
import io.posthorn.platform.delivery.Deliveries;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EnvelopeTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:news";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final Links LINKS = Links.at(URI.create("https://sms.example.com/"));

    private final OperatorDirectory directory = new OperatorDirectory(AccountDefaults.GUIDE);
    private final Signer signer = new Signer(directory);

    private static Publication event(String id, String json, Instant at) {
        return new Publication(id, 1, at, "message-1", "TEXT_DELIVERED", at, json, 1);
    }

    private Signer.Ready key() {
        directory.put(NewSigningKey.at(NOW));
        return signer.ready().orElseThrow();
    }

    private static JsonNode json(Envelope envelope) {
        return JsonMapper.shared().readTree(envelope.json());
    }

    private boolean isSigned(JsonNode message, String algorithm, String text) throws Exception {
        var id = message.path("SigningCertURL").asString().replaceAll(".*-([0-9a-f]{32})\\.pem", "$1");
        var kept = directory
                .find(io.posthorn.core.operator.OperatorKind.SIGNING_KEY, id)
                .orElseThrow();
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(kept.certificate().getBytes(StandardCharsets.US_ASCII)));
        var signature = Signature.getInstance(algorithm);
        signature.initVerify(certificate);
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.verify(
                Base64.getDecoder().decode(message.path("Signature").asString()));
    }

    @ParameterizedTest
    @CsvSource({"1, SHA1withRSA", "2, SHA256withRSA"})
    void isSignedByItsMembersInTheirOrder(int version, String algorithm) throws Exception {
        var message = json(Envelope.notification(TOPIC, event("event-1", "{\"a\":\"ü\"}", NOW))
                .signed(key(), version, LINKS)
                .leavingBy(LINKS, TOPIC + ":x"));

        assertThat(message.propertyNames())
                .containsExactly(
                        "Type",
                        "MessageId",
                        "TopicArn",
                        "Message",
                        "Timestamp",
                        "SignatureVersion",
                        "Signature",
                        "SigningCertURL",
                        "UnsubscribeURL");
        var id = message.path("MessageId").asString();
        var text = "Message\n{\"a\":\"ü\"}\nMessageId\n" + id + "\nTimestamp\n2026-03-01T12:00:00.500Z\nTopicArn\n"
                + TOPIC + "\nType\nNotification\n";
        assertThat(isSigned(message, algorithm, text)).isTrue();
        assertThat(isSigned(message, algorithm, text.replace('ü', 'u'))).isFalse();
        assertThat(message.path("SignatureVersion").asString()).isEqualTo(String.valueOf(version));
        assertThat(message.path("UnsubscribeURL").asString())
                .isEqualTo("https://sms.example.com/?Action=Unsubscribe&SubscriptionArn="
                        + "arn%3Aaws%3Asns%3Aus-east-1%3A111122223333%3Anews%3Ax");
    }

    @Test
    void signsTheSubjectAndNamesAttributesBesideTheMessage() throws Exception {
        var attributes = Map.of("price", new MessageAttribute("Number", "1.50"));
        var published = new Publication(
                "event-1", 1, NOW, "message-1", "PUBLISHED_MESSAGE", NOW, "News", 1, "Hi", attributes, Map.of());

        var message = json(Envelope.notification(TOPIC, published).signed(key(), 1, LINKS));

        assertThat(message.path("MessageAttributes"))
                .isEqualTo(JsonMapper.shared().readTree("{\"price\":{\"Type\":\"Number\",\"Value\":\"1.50\"}}"));
        var text = "Message\nNews\nMessageId\n" + message.path("MessageId").asString()
                + "\nSubject\nHi\nTimestamp\n2026-03-01T12:00:00.500Z\nTopicArn\n" + TOPIC
                + "\nType\nNotification\n";
        assertThat(isSigned(message, "SHA1withRSA", text)).isTrue();
    }

    @Test
    void asksForAConfirmation() throws Exception {
        var message = json(Envelope.aboutSubscription(Deliveries.CONFIRM, TOPIC, "event-1", "secret", NOW, LINKS)
                .signed(key(), 1, LINKS));

        var url = "https://sms.example.com/?Action=ConfirmSubscription&TopicArn="
                + "arn%3Aaws%3Asns%3Aus-east-1%3A111122223333%3Anews&Token=secret";
        assertThat(message.path("SubscribeURL").asString()).isEqualTo(url);
        assertThat(message.path("Token").asString()).isEqualTo("secret");
        var text = "Message\n" + message.path("Message").asString() + "\nMessageId\n"
                + message.path("MessageId").asString() + "\nSubscribeURL\n" + url
                + "\nTimestamp\n2026-03-01T12:00:00.500Z\nToken\nsecret\nTopicArn\n" + TOPIC
                + "\nType\nSubscriptionConfirmation\n";
        assertThat(isSigned(message, "SHA1withRSA", text)).isTrue();
    }

    @Test
    void hasAnIdThatIsTheSameForTheSameEvent() {
        assertThat(Envelope.notification(TOPIC, event("event-1", "{}", NOW)).messageId())
                .isEqualTo(Envelope.notification(TOPIC, event("event-1", "{}", Instant.EPOCH))
                        .messageId())
                .isNotEqualTo(Envelope.notification(TOPIC, event("event-2", "{}", NOW))
                        .messageId())
                .isNotEqualTo(Envelope.notification(TOPIC + "-2", event("event-1", "{}", NOW))
                        .messageId());
    }

    @Test
    void waitsForTheKeyOfAllInstances() {
        assertThat(signer.ready()).isEmpty();
        assertThat(key()).isEqualTo(signer.ready().orElseThrow());
    }
}
