package io.posthorn.serde;

import org.apache.avro.Schema;

/** A schema as the registry knows it: its id is unique in the registry, its version within the subject. */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
