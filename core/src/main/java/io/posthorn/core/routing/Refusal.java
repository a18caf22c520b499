package io.posthorn.core.routing;

/** Why a message may not leave. The API's errors, the events and the metrics share these words. */
public enum Refusal {
    /** The operator has suspended the account. */
    ACCOUNT_SUSPENDED,
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
    /** The country shows no sender ids, and the account has no number there. */
    SENDER_ID_NOT_SUPPORTED,
    /** The country shows registered sender ids only, and there is nothing to show in the place of others. */
    SENDER_ID_NOT_REGISTERED,
    /** The identity may not be used for messages of this type. */
    MESSAGE_TYPE_MISMATCH,
    /** The number belongs to no country. */
    DESTINATION_INVALID,
    /** No message of this kind reaches the country, whoever sends it. */
    DESTINATION_COUNTRY_NOT_SUPPORTED,
    DESTINATION_COUNTRY_BLOCKED,
    /** An account in the sandbox reaches verified destinations and simulators only. */
    DESTINATION_NOT_VERIFIED,
    /** The country asks for parameters with every message, and some are missing. */
    COUNTRY_PARAMETERS_MISSING,
    /** The country takes only messages that follow an approved template. */
    TEMPLATE_MISMATCH,
    MESSAGE_TOO_LONG,
    MESSAGE_EMPTY,
    /** What is to be spoken is not in the markup it says it is in. */
    SPEECH_MALFORMED,
    MEDIA_TYPE_NOT_SUPPORTED,
    MEDIA_TOO_LARGE,
    MEDIA_NOT_ACCESSIBLE,
    /** One unit costs more than the sender wants to spend. */
    PRICE_OVER_LIMIT,
    SPEND_LIMIT_REACHED,
    DESTINATION_OPTED_OUT,
    /** The recipient has been called as often as may be within 24 hours. */
    DAILY_DESTINATION_CALL_LIMIT,
    /** The account has placed as many calls within 24 hours as one in the sandbox may. */
    CALLS_PER_DAY_REACHED,
    /** The account has placed as many calls within a minute as it may. */
    CALLS_PER_MINUTE_REACHED,
    TIME_TO_LIVE_ENDED,
    /** A field of the request breaks a rule of the API; only a record produced past the gateway can have one. */
    REQUEST_MALFORMED
}
