package io.posthorn.core.routing;

/** Why a message may not leave. The API's errors, the events and the metrics share these words. */
public enum Refusal {
    CONFIGURATION_SET_NOT_FOUND,
    PROTECT_CONFIGURATION_NOT_FOUND,
    ORIGINATION_IDENTITY_NOT_FOUND,
    /** The account has no identity that could serve this destination, and none was named. */
    NO_ORIGINATION_IDENTITY,
    ORIGINATION_IDENTITY_NOT_ACTIVE,
    /** The identity cannot carry this channel. */
    CHANNEL_NOT_SUPPORTED,
    /** The identity cannot send to this country; a simulator number to anything but simulators of its own. */
    DESTINATION_NOT_SERVED,
    /** The number belongs to no country. */
    DESTINATION_INVALID,
    DESTINATION_COUNTRY_BLOCKED,
    MESSAGE_TOO_LONG,
    MESSAGE_EMPTY,
    DESTINATION_OPTED_OUT,
    TIME_TO_LIVE_ENDED,
    /** A field of the request breaks a rule of the API; only a record produced past the gateway can have one. */
    REQUEST_MALFORMED
}
