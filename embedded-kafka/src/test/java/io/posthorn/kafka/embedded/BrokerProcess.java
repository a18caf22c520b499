package io.posthorn.kafka.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A process of its own that runs a broker, writes one record, says so, and waits to be killed. */
final class BrokerProcess {
    static final String READY = "ready";

    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(Path.of(args[0])));
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var admin = Admin.create(settings);
                var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("letters", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            producer.send(new ProducerRecord<>("letters", "acknowledged")).get(30, TimeUnit.SECONDS);
        }
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
