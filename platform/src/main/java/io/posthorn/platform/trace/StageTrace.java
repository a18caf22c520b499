package io.posthorn.platform.trace;

import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The spans of one thread of a stage: one for each record that belongs to a trace, from its handling to the commit of
 * its batch, and one for each call it leads to.
 */
public interface StageTrace {
    /** Traces nothing. */
    StageTrace OFF = new StageTrace() {
        @Override
        public void begin(ConsumerRecord<String, byte[]> record, SpecificRecord value) {}

        @Override
        public void end() {}

        @Override
        public void parked(String reason) {}

        @Override
        public List<Header> headers(SpecificRecord value, List<Header> travelling) {
            return travelling;
        }

        @Override
        public Consumer<String> call(String messageId, String name) {
            return outcome -> {};
        }

        @Override
        public void committed() {}

        @Override
        public void givenUp() {}
    };

    /** The record is in hand. */
    void begin(ConsumerRecord<String, byte[]> record, SpecificRecord value);

    /** No record is in hand any more. */
    void end();

    /** The record in hand is parked. */
    void parked(String reason);

    /**
     * The headers of a record that is written.
     *
     * @param value about a message that may have come long before the record in hand
     * @param travelling what the record in hand hands on
     */
    List<Header> headers(SpecificRecord value, List<Header> travelling);

    /**
     * Begins a call to the outside about a message this stage has had in hand.
     *
     * @return to be told the outcome, one of few, in any thread
     */
    Consumer<String> call(String messageId, String name);

    /** The batch has been committed. */
    void committed();

    /** The batch has been undone; its records come again. */
    void givenUp();
}
