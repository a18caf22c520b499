package io.posthorn.registry;

/**
 * One version of a subject.
 *
 * @param version counts from 1 within the subject
 * @param id the same for the same schema in every subject, and never given to another schema
 * @param schema the schema in Avro's JSON form, without insignificant white space
 * @param deleted hidden from listings, but records written with it can still be read
 */
record SchemaVersion(String subject, int version, int id, String schema, boolean deleted) {
    SchemaVersion asDeleted() {
        return new SchemaVersion(subject, version, id, schema, true);
    }
}
