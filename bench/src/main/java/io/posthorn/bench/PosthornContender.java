package io.posthorn.bench;

import io.posthorn.bench.rest.Api;
import io.posthorn.core.resource.NumberType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Posthorn with numbers of the stand-in carrier, and for each account a configuration set with a protect configuration,
 * whose deliveries go to a topic that the callback sink subscribes to.
 */
final class PosthornContender implements Contender {
    private static final String CARRIER = "bench";
    private static final String NAME = "bench";
    private static final NumberType TYPE = NumberType.TOLL_FREE;

    /** The numbers are to be no bound. */
    private static final int PARTS_PER_SECOND = 100_000;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path inventory;
    private final ProcessUnderTest system;
    private final List<Sender> senders;

    /** @param sink that is to be told of deliveries; null to tell nobody */
    PosthornContender(Path home, LoadOptions options, StandInCarrier carrier, @Nullable CallbackSink sink)
            throws IOException {
        var accounts = IntStream.range(0, options.accounts())
                .mapToObj(Sender.Account::numbered)
                .toList();
        inventory = Files.createTempDirectory("posthorn-bench-inventory");
        Files.writeString(inventory.resolve("numbers.csv"), numbers(options.accounts() * options.numbers()));
        var key = "--posthorn.send.carriers.smpp." + CARRIER + ".";
        var configuration = new ArrayList<>(List.of(
                "--operator-files=" + inventory,
                key + "host=127.0.0.1",
                key + "port=" + carrier.port(),
                key + "window=" + KannelConfiguration.WINDOW));
        configuration.addAll(options.configuration());
        system = ProcessUnderTest.start(home, accounts, configuration);
        try (var http = HttpClient.newHttpClient()) {
            senders = new Setup(http, system.endpoint(), Clock.systemUTC(), TYPE).senders(accounts, options.numbers());
        }
        for (var account : accounts) {
            setUp(account, sink);
        }
        awaitThat("the carrier is bound", () -> carrier.bound() > 0);
        if (sink != null) {
            awaitThat("subscriptions are confirmed", () -> sink.confirmed() == accounts.size());
        }
    }

    /** The inventory: numbers of the carrier. */
    static String numbers(int count) {
        var lines = new StringBuilder("phoneNumber,isoCountryCode,numberType,numberCapabilities,carrier,"
                + "partsPerSecond,monthlyLeasingPrice,registrationRequired\n");
        for (var i = 0; i < count; i++) {
            lines.append("+1877555%04d,US,%s,SMS,%s,%d,2.00,false\n".formatted(i, TYPE, CARRIER, PARTS_PER_SECOND));
        }
        return lines.toString();
    }

    private void setUp(Sender.Account account, @Nullable CallbackSink sink) throws IOException {
        try (var api = new Api(system.endpoint(), account.accessKeyId() + "." + account.secret())) {
            api.call("/configuration-sets", Map.of("configurationSetName", NAME));
            var protect = api.call("/protect-configurations", Map.of())
                    .path("protectConfigurationId")
                    .stringValue();
            api.call("PUT", "/protect-configurations/" + protect + "/configuration-sets/" + NAME, Map.of());
            if (sink == null) {
                return;
            }
            var topic =
                    api.call("/topics", Map.of("name", NAME)).path("topicArn").stringValue();
            api.call(
                    "/topics/" + NAME + "/subscriptions",
                    Map.of(
                            "protocol",
                            "http",
                            "endpoint",
                            sink.url(),
                            "attributes",
                            Map.of("RawMessageDelivery", "true")));
            api.call(
                    "/configuration-sets/" + NAME + "/event-destinations",
                    Map.of(
                            "eventDestinationName",
                            NAME,
                            "matchingEventTypes",
                            List.of("TEXT_DELIVERED"),
                            "snsDestination",
                            Map.of("topicArn", topic)));
        }
    }

    private void awaitThat(String what, BooleanSupplier condition) {
        var giveUp = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                close();
                throw new IllegalStateException("it did not come about that " + what);
            }
            LockSupport.parkNanos(this, LOOK_EVERY);
        }
    }

    /** What a message is asked for with: its number is in its text, and in its context, which events carry. */
    static String body(Sender sender, long number) {
        return "{\"DestinationPhoneNumber\":\"" + Numbered.destination(number) + "\",\"OriginationIdentity\":\""
                + sender.poolId() + "\",\"MessageBody\":\"" + Numbered.text(number)
                + "\",\"ConfigurationSetName\":\"" + NAME + "\",\"Context\":{\"ref\":\"" + number + "\"}}";
    }

    @Override
    public URI endpoint() {
        return system.endpoint();
    }

    @Override
    public HttpRequests requests() {
        return new SendRequests(endpoint(), senders, PosthornContender::body, Clock.systemUTC());
    }

    @Override
    public ProcessorTime processorTime() {
        return system.processorTime();
    }

    @Override
    public void close() {
        system.close();
        try {
            FileSystemUtils.deleteRecursively(inventory);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + inventory, failed);
        }
    }
}
