package io.posthorn.platform.stage;

import io.posthorn.schemas.topic.Topic;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;

/**
 * Where a stage's results go. Everything written while one record is handled becomes visible together with the
 * consumption of that record, or not at all.
 */
public interface Outputs {

    /** Writes a record; records with the same key stay in order. */
    <V extends SpecificRecord> void send(Topic<V> topic, String key, V value);

    /**
     * Writes a record with a header, which takes the place of one of the same name that travels with the record in
     * hand.
     */
    <V extends SpecificRecord> void send(Topic<V> topic, String key, V value, Header header);

    /** Writes a record to each partition of a topic, for what concerns all of them. */
    <V extends SpecificRecord> void sendToAll(Topic<V> topic, String key, V value);

    /** Removes what has this key from a compacted topic that is no table of the stage. */
    void erase(Topic<?> topic, String key);

    /**
     * Writes a record that tells the position of the batch's last change of a table, so that whoever waits for the
     * answer can wait until its own view has seen the change.
     *
     * @param table the table meant
     * @param value gets the position, {@link Position#NONE} where nothing of that table was written
     */
    <V extends SpecificRecord> void reply(Topic<V> topic, String key, Topic<?> table, Function<Position, V> value);

    /**
     * Writes a record with a header about the position of the batch's last change of a table, so that whoever reads it
     * can wait until its own view has seen the change.
     *
     * @param table the table meant
     * @param header takes the place of one with the same name that travels with the record in hand
     */
    <V extends SpecificRecord> void send(
            Topic<V> topic, String key, V value, Topic<?> table, Function<Position, Header> header);

    /** Parks the record in hand on the dead-letter topic of its own topic. Only while a record is being handled. */
    void deadLetter(String reason, String detail);

    /**
     * Parks a value on the dead-letter topic of the topic it came from: for work that fails after its record was
     * handled.
     */
    <V extends SpecificRecord> void deadLetter(Topic<V> topic, String key, V value, String reason, String detail);
}
