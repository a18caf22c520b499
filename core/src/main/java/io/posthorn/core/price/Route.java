package io.posthorn.core.price;

/** Kinds of origination identity that prices tell apart. */
public enum Route {
    SHORT_CODE,
    LONG_CODE,
    TOLL_FREE,
    TEN_DLC,
    SENDER_ID,
    /** Numbers shared by several accounts. */
    SHARED
}
