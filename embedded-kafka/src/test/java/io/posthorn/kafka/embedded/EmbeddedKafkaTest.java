package io.posthorn.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaTest {
    @TempDir
    Path directory;

    @Test
    void keepsRecordsAndItsPortOverARestart() throws Exception {
        int port;
        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory))) {
            port = kafka.port();
            createTopic(kafka, "letters");
            produce(kafka, Map.of(), "letters", List.of("a", "b", "c"));
        }

        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory))) {
            assertThat(kafka.port()).isEqualTo(port);
            assertThat(read(kafka, "letters", 3)).containsExactly("a", "b", "c");
            produce(kafka, Map.of(), "letters", List.of("d"));
            assertThat(read(kafka, "letters", 4)).endsWith("d");
        }
    }

    @Test
    void keepsRecordsWhenItsPortsAreTakenMeanwhile() throws Exception {
        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory))) {
            createTopic(kafka, "letters");
            produce(kafka, Map.of(), "letters", List.of("a"));
        }
        var ports = Files.readAllLines(directory.resolve("ports.properties")).stream()
                .filter(line -> line.contains("="))
                .map(line -> Integer.parseInt(line.substring(line.indexOf('=') + 1)))
                .toList();
        assertThat(ports).hasSize(2);

        try (var first = occupy(ports.get(0));
                var second = occupy(ports.get(1));
                var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory))) {
            assertThat(kafka.port()).isNotIn(first.getLocalPort(), second.getLocalPort());
            assertThat(read(kafka, "letters", 1)).containsExactly("a");
        }
    }

    @Test
    void refusesASecondBrokerOnTheSameDirectory() {
        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory))) {
            assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafka.Options.in(directory)))
                    .isInstanceOf(DataDirectoryInUseException.class)
                    .hasMessageContaining(kafka.dataDirectory().toString());
        }
    }

    @Test
    void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines().anyMatch(BrokerProcess.READY::equals)).isTrue();
            assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafka.Options.in(directory)))
                    .isInstanceOf(DataDirectoryInUseException.class);
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory))) {
            assertThat(read(kafka, "letters", 1)).containsExactly("acknowledged");
        }
    }

    @Test
    void namesThePortThatIsTakenAndLeavesTheDirectoryFree() throws Exception {
        try (var occupied = occupy(0)) {
            int port = occupied.getLocalPort();
            assertThatThrownBy(() -> EmbeddedKafka.start(
                            EmbeddedKafka.Options.in(directory).withPort(port)))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }

        DataDirectory.acquire(directory).close();
    }

    @Test
    void commitsAndAbortsTransactionsTogetherWithOffsets() throws Exception {
        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory));
                var admin = Admin.create(clientSettings(kafka))) {
            createTopic(kafka, "letters");
            var position = Map.of(new TopicPartition("letters", 0), new OffsetAndMetadata(7));
            var settings = clientSettings(kafka);
            settings.put("transactional.id", "writer-1");
            settings.put("group.id", "readers");

            try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
                    var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("letters", "aborted")).get(30, TimeUnit.SECONDS);
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("letters", "committed")).get(30, TimeUnit.SECONDS);
                producer.sendOffsetsToTransaction(position, consumer.groupMetadata());
                producer.commitTransaction();
            }

            assertThat(read(kafka, "letters", 1)).containsExactly("committed");
            assertThat(admin.listConsumerGroupOffsets("readers")
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .isEqualTo(position);
        }
    }

    @Test
    void staysSmallWithTheTopicsOfAWholePlatform() throws Exception {
        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory));
                var admin = Admin.create(clientSettings(kafka))) {
            var topics = IntStream.range(0, 25)
                    .mapToObj(i -> new NewTopic("topic-" + i, 4, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(partitionDirectories()).isGreaterThanOrEqualTo(100));
            // Two index files of 256 KiB for each of 100 partitions, two of 10 MiB for the metadata log.
            assertThat(apparentBytes()).isLessThan(80L << 20);
        }
    }

    @Test
    void createsNoTopicBecauseAClientNamedIt() {
        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory))) {
            assertThatThrownBy(() -> produce(kafka, Map.of("max.block.ms", 500), "letter", List.of("a")))
                    .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void printsNothing() {
        var printed = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(directory))) {
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
        } finally {
            System.setOut(stdout);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static ServerSocket occupy(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static Map<String, Object> clientSettings(EmbeddedKafka kafka) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return settings;
    }

    private static void createTopic(EmbeddedKafka kafka, String name) throws Exception {
        try (var admin = Admin.create(clientSettings(kafka))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
            // A topic exists a moment before the broker serves its partition.
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsMatching(early -> early.getCause() instanceof UnknownTopicOrPartitionException)
                    .until(() -> admin.listOffsets(Map.of(new TopicPartition(name, 0), OffsetSpec.latest()))
                            .all()
                            .get(30, TimeUnit.SECONDS)
                            .containsKey(new TopicPartition(name, 0)));
        }
    }

    private static void produce(EmbeddedKafka kafka, Map<String, Object> extra, String topic, List<String> values)
            throws Exception {
        var settings = clientSettings(kafka);
        settings.putAll(extra);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> read(EmbeddedKafka kafka, String topic, int count) {
        var settings = clientSettings(kafka);
        settings.put("isolation.level", "read_committed");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(item -> values.add(item.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    private long partitionDirectories() throws IOException {
        try (var files = Files.list(directory.resolve("kafka"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("topic-"))
                    .count();
        }
    }

    private long apparentBytes() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.map(Path::toFile).mapToLong(File::length).sum();
        }
    }
}
