package io.posthorn.dispatcher.topic;

import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The endpoints of all topics, shared by all partitions. */
public final class Endpoints implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, List<Endpoint>> byTopic = new HashMap<>();

    public Endpoints(Map<String, TopicProperties> topics, DeliveryProperties properties) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(properties.requestTimeout())
                .executor(threads)
                .build();
        topics.forEach((name, topic) -> byTopic.put(
                name,
                topic.endpoints().stream()
                        .map(uri -> new Endpoint(uri, client, properties, closed))
                        .toList()));
    }

    List<Endpoint> of(String topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    <T> Future<T> start(Callable<T> work) {
        return threads.submit(work);
    }

    @Override
    public void close() {
        closed.countDown();
        client.shutdownNow();
        threads.shutdownNow();
    }
}
