package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.InfrastructureException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Where a record stands.
 *
 * @param topic empty for {@link #NONE}
 */
public record Position(String topic, int partition, long offset) {
    /** No record. */
    public static final Position NONE = new Position("", -1, -1);

    /**
     * Where a record was written that has been flushed or committed.
     *
     * @throws InfrastructureException when it was not written
     */
    static long offset(Future<RecordMetadata> write) {
        if (write.state() != Future.State.SUCCESS) {
            throw new InfrastructureException("a record was not written", new IllegalStateException("no answer"));
        }
        return write.resultNow().offset();
    }
}
