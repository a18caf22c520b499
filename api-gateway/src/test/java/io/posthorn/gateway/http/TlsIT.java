package io.posthorn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The server of the API with the keys the documentation names for mutual TLS. */
class TlsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path directory;

    private static Path keys;
    private static Path trusted;
    private static ConfigurableApplicationContext server;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SslAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class})
    static class Server {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> edge() {
            return Edge.server();
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        keys = directory.resolve("keys.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "api",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        trusted = directory.resolve("trusted.p12");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setCertificateEntry("api", load(keys).getCertificate("api"));
        try (var out = Files.newOutputStream(trusted)) {
            store.store(out, PASSWORD);
        }
        var bundle = "--spring.ssl.bundle.jks.api.";
        server = new SpringApplicationBuilder(Server.class)
                .run(
                        "--server.port=0",
                        "--server.ssl.bundle=api",
                        "--server.ssl.client-auth=need",
                        bundle + "keystore.location=" + keys,
                        bundle + "keystore.password=" + new String(PASSWORD),
                        bundle + "truststore.location=" + trusted,
                        bundle + "truststore.password=" + new String(PASSWORD));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void answersWhoHasACertificate(String version) throws IOException, InterruptedException, GeneralSecurityException {
        var answer = ask(context(true), version);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.sslSession().map(SSLSession::getProtocol)).contains(version);
    }

    @Test
    void turnsAwayWhoHasNone() throws GeneralSecurityException, IOException {
        var stranger = context(false);

        assertThatIOException().isThrownBy(() -> ask(stranger, "TLSv1.3"));
    }

    private static HttpResponse<String> ask(SSLContext context, String version)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(new SSLParameters(null, new String[] {version}))
                .build()) {
            var port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static SSLContext context(boolean withCertificate) throws GeneralSecurityException, IOException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(trusted));
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(load(keys), PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(withCertificate ? own.getKeyManagers() : null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
