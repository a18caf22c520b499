package io.posthorn.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.event.EventType;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.send.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusedStatusTest {

    @ParameterizedTest(name = "{0}: text {1}, media {2}, voice {3}")
    @CsvSource({
        "CONFIGURATION_SET_NOT_FOUND,     UNKNOWN,         UNKNOWN,         FAILED",
        "PROTECT_CONFIGURATION_NOT_FOUND, UNKNOWN,         UNKNOWN,         FAILED",
        "ORIGINATION_IDENTITY_NOT_FOUND,  UNKNOWN,         UNKNOWN,         FAILED",
        "NO_ORIGINATION_IDENTITY,         UNKNOWN,         UNKNOWN,         FAILED",
        "ORIGINATION_IDENTITY_NOT_ACTIVE, UNKNOWN,         UNKNOWN,         FAILED",
        "CHANNEL_NOT_SUPPORTED,           UNKNOWN,         UNKNOWN,         FAILED",
        "DESTINATION_NOT_SERVED,          UNKNOWN,         UNKNOWN,         FAILED",
        "SENDER_ID_NOT_SUPPORTED,         UNKNOWN,         UNKNOWN,         FAILED",
        "SENDER_ID_NOT_REGISTERED,        UNKNOWN,         UNKNOWN,         FAILED",
        "MESSAGE_TYPE_MISMATCH,           UNKNOWN,         UNKNOWN,         FAILED",
        "DESTINATION_COUNTRY_NOT_SUPPORTED, UNKNOWN,       UNKNOWN,         FAILED",
        "ACCOUNT_SUSPENDED,               UNKNOWN,         UNKNOWN,         FAILED",
        "DESTINATION_NOT_VERIFIED,        UNKNOWN,         UNKNOWN,         FAILED",
        "PRICE_OVER_LIMIT,                UNKNOWN,         UNKNOWN,         FAILED",
        "SPEND_LIMIT_REACHED,             UNKNOWN,         UNKNOWN,         FAILED",
        "DAILY_DESTINATION_CALL_LIMIT,    UNKNOWN,         UNKNOWN,         FAILED",
        "CALLS_PER_DAY_REACHED,           UNKNOWN,         UNKNOWN,         FAILED",
        "CALLS_PER_MINUTE_REACHED,        UNKNOWN,         UNKNOWN,         FAILED",
        "COUNTRY_PARAMETERS_MISSING,      INVALID_MESSAGE, INVALID_MESSAGE, FAILED",
        "TEMPLATE_MISMATCH,               INVALID_MESSAGE, INVALID_MESSAGE, FAILED",
        "SPEECH_MALFORMED,                INVALID_MESSAGE, INVALID_MESSAGE, FAILED",
        "MEDIA_TYPE_NOT_SUPPORTED,        INVALID_MESSAGE, FILE_TYPE_UNSUPPORTED, FAILED",
        "MEDIA_TOO_LARGE,                 INVALID_MESSAGE, FILE_SIZE_EXCEEDED, FAILED",
        "MEDIA_NOT_ACCESSIBLE,            INVALID_MESSAGE, FILE_INACCESSIBLE, FAILED",
        "DESTINATION_INVALID,             INVALID,         INVALID,         FAILED",
        "DESTINATION_COUNTRY_BLOCKED,     PROTECT_BLOCKED, BLOCKED,         FAILED",
        "MESSAGE_TOO_LONG,                INVALID_MESSAGE, INVALID_MESSAGE, FAILED",
        "MESSAGE_EMPTY,                   INVALID_MESSAGE, INVALID_MESSAGE, FAILED",
        "REQUEST_MALFORMED,               INVALID_MESSAGE, INVALID_MESSAGE, FAILED",
        "DESTINATION_OPTED_OUT,           BLOCKED,         BLOCKED,         FAILED",
        "TIME_TO_LIVE_ENDED,              TTL_EXPIRED,     TTL_EXPIRED,     TTL_EXPIRED"
    })
    void namesTheStatusOfEveryRefusal(Refusal refusal, MessageStatus text, MessageStatus media, MessageStatus voice) {
        assertThat(RefusedStatus.of(Channel.TEXT, refusal)).isEqualTo(text);
        assertThat(RefusedStatus.of(Channel.MEDIA, refusal)).isEqualTo(media);
        assertThat(RefusedStatus.of(Channel.VOICE, refusal)).isEqualTo(voice);
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasAnEventOnEveryChannel(Channel channel) {
        assertThat(Refusal.values())
                .allSatisfy(refusal -> assertThat(EventType.of(channel, RefusedStatus.of(channel, refusal)))
                        .isPresent());
    }

    @Test
    void theTableAboveIsComplete() {
        assertThat(Refusal.values()).hasSize(31);
    }
}
