package io.posthorn.core.resource;

/** The types of phone number. */
public enum NumberType {
    SHORT_CODE,
    LONG_CODE,
    TOLL_FREE,
    TEN_DLC,
    /** Never reaches a carrier: messages from it go to simulator destinations only. */
    SIMULATOR
}
