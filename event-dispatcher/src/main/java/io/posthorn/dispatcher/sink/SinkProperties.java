package io.posthorn.dispatcher.sink;

import org.jspecify.annotations.Nullable;

/**
 * Which form of sink the places of each kind have; what is left out is as it is for everybody, which is built in.
 *
 * @param logs of log groups
 * @param streams of delivery streams
 * @param topics of topics
 */
public record SinkProperties(
        @Nullable Form logs,
        @Nullable Form streams,
        @Nullable Form topics) {

    /** The forms there are. */
    public enum Form {
        /** Posthorn's own, which needs no cloud. */
        BUILT_IN,
        /** The service of AWS that the ARN names, or one that speaks like it. */
        AWS
    }
}
