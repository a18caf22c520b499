package io.posthorn.dispatcher.stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * One delivery stream.
 *
 * @param size an object is written when so much has been buffered; 1 MB to 128 MB
 * @param interval or when the first of the buffered events has waited for so long; up to 15 minutes
 * @param format how events stand in an object
 * @param prefix what keys of objects begin with; times in UTC are written as <code>!{timestamp:pattern}</code>
 * @param errorPrefix the same for events that cannot be written in the format; <code>!{firehose:error-output-type}
 *     </code> tells why
 * @param bucket the S3-compatible store objects go to; left out, they are files in the directory of the streams
 */
public record StreamProperties(
        @DefaultValue("5MB") DataSize size,

        @DefaultValue("5m") @DurationMin @DurationMax(minutes = 15)
        Duration interval,

        @DefaultValue("JSON") Format format,
        @DefaultValue("!{timestamp:yyyy/MM/dd/HH/}") String prefix,

        @DefaultValue("errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH/}")
        String errorPrefix,

        @Valid @Nullable Bucket bucket) {
    private static final DataSize SMALLEST = DataSize.ofMegabytes(1);
    private static final DataSize LARGEST = DataSize.ofMegabytes(128);

    /** How events stand in an object. */
    public enum Format {
        /** One a line. */
        JSON,
        /** One a line, compressed. */
        GZIP,
        /** In columns, compressed. */
        PARQUET
    }

    /**
     * A bucket of an S3-compatible store.
     *
     * @param name of the bucket
     * @param endpoint of the store; left out, that of Amazon S3 in the region
     * @param region of the bucket
     * @param accessKeyId left out, the credentials are found the way all AWS tools find them
     * @param secretAccessKey belongs to it
     */
    public record Bucket(
            @NotEmpty String name,
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @Nullable String accessKeyId,
            @Nullable String secretAccessKey) {
        public Bucket {
            if ((accessKeyId == null) != (secretAccessKey == null)) {
                throw new IllegalArgumentException("an access key needs its secret, and a secret its key");
            }
        }

        @Override
        public String toString() {
            return "Bucket[" + name + " at " + endpoint + "]";
        }
    }

    public StreamProperties {
        if (size.compareTo(SMALLEST) < 0 || size.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("a stream buffers 1 MB to 128 MB, not " + size);
        }
        // Refuses patterns that say nothing.
        ObjectNames.check(prefix);
        ObjectNames.check(errorPrefix);
    }
}
