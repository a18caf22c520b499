package io.posthorn.core.resource;

/** What happens when somebody writes a keyword; its message is sent back whatever the action. */
public enum KeywordAction {
    AUTOMATIC_RESPONSE,
    /** Puts the writer on the opt-out list. */
    OPT_OUT,
    /** Takes the writer off the opt-out list. */
    OPT_IN
}
