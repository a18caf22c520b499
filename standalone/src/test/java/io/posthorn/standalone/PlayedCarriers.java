package io.posthorn.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.posthorn.smsc.HostileSmsc;
import io.posthorn.smsc.Smsc;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jsmpp.bean.SubmitSm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The carriers of {@code carriers.yml}: one that speaks SMPP over TLS, with a certificate it has signed itself, and one
 * that takes messages over HTTP, and one that sends what no carrier should.
 */
final class PlayedCarriers implements AutoCloseable {
    static final String WEBBY_SECRET = "webby-secret";

    /** A number of ours that the hostile carrier knows. */
    static final String HOSTILE_NUMBER = "+12125550193";

    private static final int HOSTILE_SEED = 20_260_301;
    private static final int HOSTILE_BREAKS_AFTER = 20;
    private static final String WEBBY_TOKEN = "webby-token";
    private static final String STORE_PASSWORD = "changeit";

    private final Path directory;
    private final Smsc acme;
    private final List<SubmitSm> atAcme = new CopyOnWriteArrayList<>();
    private final HostileSmsc hostile;
    private final HttpServer webby;
    private final List<JsonNode> atWebby = new CopyOnWriteArrayList<>();

    /** @param directory gets what a configuration refers to */
    PlayedCarriers(Path directory) throws IOException {
        this.directory = directory;
        acme = Smsc.start(4, encrypted(), (smsc, message) -> takeAtAcme(message));
        hostile = new HostileSmsc(HOSTILE_SEED, HOSTILE_BREAKS_AFTER, HOSTILE_NUMBER.substring(1));
        webby = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webby.createContext("/messages", this::takeAtWebby);
        webby.start();
    }

    private ServerSocketFactory encrypted() throws IOException {
        var store = directory.resolve("acme.p12");
        var which = List.of("-alias", "acme", "-keystore", store.toString(), "-storepass", STORE_PASSWORD);
        keytool(
                "-genkeypair",
                which,
                "-keyalg",
                "EC",
                "-dname",
                "CN=acme",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12");
        keytool("-exportcert", which, "-rfc", "-file", certificate().toString());
        try (var content = Files.newInputStream(store)) {
            return sockets(content);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("keytool has written a key store that cannot be used", broken);
        }
    }

    private static ServerSocketFactory sockets(InputStream store) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(store, STORE_PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private void keytool(String command, List<String> which, String... more) throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        words.add(command);
        words.addAll(which);
        words.addAll(List.of(more));
        var log = directory.resolve("keytool.log").toFile();
        try {
            var status = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("keytool failed, see " + log);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for keytool", interrupted);
        }
    }

    private Path certificate() {
        return directory.resolve("acme.pem");
    }

    private synchronized String takeAtAcme(SubmitSm message) {
        atAcme.add(message);
        return "acme-" + atAcme.size();
    }

    private void takeAtWebby(HttpExchange exchange) throws IOException {
        try (exchange) {
            var known = Objects.equals(exchange.getRequestHeaders().getFirst("Authorization"), "Bearer " + WEBBY_TOKEN);
            if (known) {
                atWebby.add(JsonMapper.shared().readTree(exchange.getRequestBody()));
            }
            var answer =
                    "{\"data\":{\"id\":\"webby-%d\"}}".formatted(atWebby.size()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 202 : 401, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** Has a system read {@code carriers.yml}, and tells it what that leaves open. */
    List<String> arguments() throws IOException {
        var file = directory.resolve("carriers.yml");
        try (var content = Objects.requireNonNull(PlayedCarriers.class.getResourceAsStream("carriers.yml"))) {
            Files.copy(content, file);
        }
        return List.of(
                "--spring.config.additional-location=file:" + file,
                "--acme.port=" + acme.port(),
                "--acme.certificate=file:" + certificate(),
                "--hostile.port=" + hostile.port(),
                "--webby.port=" + webby.getAddress().getPort(),
                "--webby.token=" + WEBBY_TOKEN,
                "--webby.secret=" + WEBBY_SECRET);
    }

    /** The other end of the SMPP connection. */
    Smsc acme() {
        return acme;
    }

    /** A carrier that does its work and sends noise between. */
    HostileSmsc hostile() {
        return hostile;
    }

    /** What was handed over by SMPP. */
    List<SubmitSm> atAcme() {
        return List.copyOf(atAcme);
    }

    /** What was handed over by HTTP. */
    List<JsonNode> atWebby() {
        return List.copyOf(atWebby);
    }

    @Override
    public void close() throws IOException {
        acme.close();
        hostile.close();
        webby.stop(0);
    }
}
