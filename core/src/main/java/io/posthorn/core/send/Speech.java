package io.posthorn.core.send;

/**
 * How the body of a voice message is spoken.
 *
 * @param voice name of the voice, as the API has it
 */
public record Speech(Markup markup, String voice) {
    /** The voice that speaks where the sender names none. */
    public static final String DEFAULT_VOICE = "MATTHEW";

    /** Plain text in the default voice. */
    public static final Speech DEFAULT = new Speech(Markup.TEXT, DEFAULT_VOICE);

    /** What the body is written in. */
    public enum Markup {
        TEXT,
        /** Speech Synthesis Markup Language. */
        SSML
    }
}
