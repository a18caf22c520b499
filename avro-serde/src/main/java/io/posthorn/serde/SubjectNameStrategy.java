package io.posthorn.serde;

import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a value's schema is registered. */
enum SubjectNameStrategy {
    TOPIC("TopicNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return topic + (isKey ? "-key" : "-value");
        }
    },
    RECORD("RecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return schema.getFullName();
        }
    },
    TOPIC_RECORD("TopicRecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    private final String className;

    SubjectNameStrategy(String className) {
        this.className = className;
    }

    abstract String subject(String topic, boolean isKey, Schema schema);

    /** @param value a class or its name, with or without its package; Confluent's classes need not be present */
    static SubjectNameStrategy parse(String key, Object value) {
        var name = value instanceof Class<?> type
                ? type.getName()
                : value.toString().trim();
        var simpleName = name.substring(name.lastIndexOf('.') + 1);
        for (var strategy : values()) {
            if (strategy.className.equals(simpleName)) {
                return strategy;
            }
        }
        throw new ConfigException(key, value, "must be one of the strategies by topic, record, or topic and record");
    }
}
