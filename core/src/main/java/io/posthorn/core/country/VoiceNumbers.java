package io.posthorn.core.country;

/** How a number for voice messages can be had in a country. */
public enum VoiceNumbers {
    /** The service's user guide names no such numbers; messages may reach the country from elsewhere. */
    NONE,
    AVAILABLE,
    /** A local address has to be shown first, which is between the account and the operator. */
    LOCAL_ADDRESS_REQUIRED
}
