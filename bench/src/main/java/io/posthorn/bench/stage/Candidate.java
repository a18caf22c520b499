package io.posthorn.bench.stage;

import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topic;

/** A way to build a stage. All of them decode each record, encode it again and write it to the next topic. */
interface Candidate {
    /** Partitions worked on at the same time. */
    int THREADS = 2;

    /** Most records taken at once. */
    int MAX_BATCH = 2_000;

    String name();

    /** Begins to work; the result ends it. */
    Running start(Lab lab, String id, Topic<SendRequest> from, Topic<SendRequest> to);

    /**
     * A stage at work.
     *
     * @param group the consumer group whose committed offsets tell how far it has come
     * @param end ends it
     */
    record Running(String group, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }
}
