package io.posthorn.platform.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.platform.test.TestCluster;
import io.posthorn.schemas.NumberBacklog;
import io.posthorn.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TopicViewIT {
    private final Map<String, Long> applied = new ConcurrentHashMap<>();

    private TestCluster cluster;
    private TopicView<NumberBacklog> view;

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
        view = new TopicView<>(Topics.NUMBER_BACKLOGS, cluster.clients(), (key, value) -> {
            var identity = key.substring(key.indexOf('/'));
            value.ifPresent(backlog -> applied.put(identity, backlog.getWaitingMessages()));
        });
    }

    @AfterEach
    void stop() {
        view.stop();
        cluster.close();
    }

    private void tell(String key, long messages) {
        cluster.produce(
                Topics.NUMBER_BACKLOGS,
                key,
                new NumberBacklog("1", "n", messages, messages, Instant.EPOCH, 0L, Instant.EPOCH));
    }

    /** Such a record is kept for as long as its topic is: no service would start any more. */
    @Test
    @Timeout(60)
    void leavesOutWhatDoesNotFitItsTopic() {
        tell("1/before", 1);
        tell("no key of this topic", 2);
        cluster.produceBytes(Topics.NUMBER_BACKLOGS, "nor this", "no value".getBytes(StandardCharsets.UTF_8));
        tell("1/between", 3);

        view.start();

        assertThat(applied).containsOnly(Map.entry("/before", 1L), Map.entry("/between", 3L));
        tell("1/after", 4);
        await().untilAsserted(() -> assertThat(applied).containsEntry("/after", 4L));
    }
}
