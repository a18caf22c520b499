package io.posthorn.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

class NewSigningKeyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static X509Certificate certificate(SigningKey key) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(key.certificate().getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void hasACertificateThatSaysWhoseKeyItIs() throws Exception {
        var key = NewSigningKey.at(NOW);
        var certificate = certificate(key);

        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(NOW));
        certificate.checkValidity(Date.from(Instant.parse("2999-01-01T00:00:00Z")));
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Posthorn notifications");
        assertThat(key.id()).matches("[0-9a-f]{32}");
    }

    @Test
    void signsWhatItsCertificateProves() throws Exception {
        var key = NewSigningKey.at(NOW);
        var text = "text".getBytes(StandardCharsets.UTF_8);
        var signer = Signature.getInstance("SHA1withRSA");
        signer.initSign(key.toPrivateKey());
        signer.update(text);
        var verifier = Signature.getInstance("SHA1withRSA");
        verifier.initVerify(certificate(key));
        verifier.update(text);

        assertThat(verifier.verify(signer.sign())).isTrue();
    }

    @Test
    void isNeverTheSame() {
        assertThat(NewSigningKey.at(NOW).id())
                .isNotEqualTo(NewSigningKey.at(NOW).id());
    }

    @Test
    void isNotShown() {
        var key = NewSigningKey.at(NOW);

        assertThat(key.toString()).contains(key.id()).doesNotContain(key.privateKey());
    }
}
