package io.posthorn.dispatcher.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.dispatcher.Events;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.MessageType;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples of the guide, member by member. */
class EventJsonTest {

    @Test
    void writesTextEvents() {
        var event = Events.anEvent("862a8790-60c0-4430-9b2b-658bdexample").build();

        assertThat(EventJson.of(event)).isEqualTo("""
                        {"eventType":"TEXT_SUCCESSFUL","eventVersion":"1.0","eventTimestamp":1686975103470,\
                        "isFinal":true,"originationPhoneNumber":"+12065550152",\
                        "destinationPhoneNumber":"+14255550156","isoCountryCode":"US",\
                        "messageId":"862a8790-60c0-4430-9b2b-658bdexample",\
                        "messageRequestTimestamp":1686975103170,"messageEncoding":"GSM",\
                        "messageType":"PROMOTIONAL","messageStatus":"SUCCESSFUL",\
                        "messageStatusDescription":"Message has been accepted by phone carrier",\
                        "context":{"account":"bar"},"totalMessageParts":1,"totalMessagePrice":0.09582,\
                        "totalCarrierFee":0.0}""");
    }

    @Test
    void writesMediaEvents() {
        var event = Events.anEvent("b4a3196d-5b61-4884-a0d9-745acf1f6235example")
                .setChannel(Channel.MEDIA)
                .setEventType("MEDIA_DELIVERED")
                .setEventTimestamp(Instant.ofEpochMilli(1_635_197_695_208L))
                .setMessageRequestTimestamp(Instant.ofEpochMilli(1_635_197_693_241L))
                .setOriginationPhoneNumber("+12065550153")
                .setDestinationPhoneNumber("+14255550159")
                .setMessageType(MessageType.TRANSACTIONAL)
                .setMessageStatus("DELIVERED")
                .setMessageStatusDescription("Message has been accepted by phone")
                .setContext(Map.of("foo", "bar"))
                .setTotalMessagePrice("0.0195")
                .setTotalCarrierFee("0.00266")
                .build();

        assertThat(EventJson.of(event)).isEqualTo("""
                        {"contentType":"MMS","eventType":"MEDIA_DELIVERED","eventVersion":"1.0",\
                        "eventTimestamp":1635197695208,"isFinal":true,"originationPhoneNumber":"+12065550153",\
                        "destinationPhoneNumber":"+14255550159","isoCountryCode":"US",\
                        "messageId":"b4a3196d-5b61-4884-a0d9-745acf1f6235example",\
                        "messageRequestTimestamp":1635197693241,"messageType":"TRANSACTIONAL",\
                        "messageStatus":"DELIVERED",\
                        "messageStatusDescription":"Message has been accepted by phone",\
                        "context":{"foo":"bar"},"totalMessageParts":1,"totalMessagePrice":0.0195,\
                        "totalCarrierFee":0.00266}""");
    }

    @Test
    void writesVoiceEvents() {
        var event = Events.anEvent("567f6c11-6e8b-4352-9749-a42a0example")
                .setChannel(Channel.VOICE)
                .setEventType("VOICE_COMPLETED")
                .setMessageStatus("COMPLETED")
                .setCallSeconds(60)
                .setTotalMessagePrice("0.013")
                .build();

        assertThat(EventJson.of(event)).isEqualTo("""
                        {"eventType":"VOICE_COMPLETED","eventVersion":"1.0","eventTimestamp":1686975103470,\
                        "isFinal":true,"originationPhoneNumber":"+12065550152",\
                        "destinationPhoneNumber":"+14255550156","isoCountryCode":"US",\
                        "messageId":"567f6c11-6e8b-4352-9749-a42a0example",\
                        "messageRequestTimestamp":1686975103170,"messageStatus":"COMPLETED",\
                        "callDurationInSeconds":60,"totalDurationInMinutes":1,"totalMessagePrice":0.013,\
                        "context":{"account":"bar"}}""");
    }

    @ParameterizedTest(name = "{0} seconds are {1} minutes")
    @CsvSource(
            nullValues = "-",
            value = {"-, 0", "1, 1", "59, 1", "60, 1", "61, 2", "300, 5"})
    void countsMinutesBegun(@Nullable Integer seconds, int minutes) {
        var event = Events.anEvent("m")
                .setChannel(Channel.VOICE)
                .setCallSeconds(seconds)
                .build();

        assertThat(EventJson.of(event)).contains("\"totalDurationInMinutes\":" + minutes + ",");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        var event = Events.anEvent("m")
                .setOriginationPhoneNumber(null)
                .setIsoCountryCode(null)
                .setMessageEncoding(null)
                .setMessageType(null)
                .build();

        assertThat(EventJson.of(event))
                .doesNotContain("null", "originationPhoneNumber", "isoCountryCode", "messageEncoding", "messageType");
    }

    @Test
    void escapesWhatSendersPutIntoTheContext() {
        var event = Events.anEvent("m").setContext(Map.of("a\"b", "line\nend")).build();

        assertThat(EventJson.of(event)).contains("{\"a\\\"b\":\"line\\nend\"}").doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "1, 1.0", "0.00645, 0.00645", "0.0000001, 0.0000001", "1E+2, 100.0", "12.50, 12.50"})
    void writesDollarsExactlyAndPlainly(String amount, String written) {
        var event = Events.anEvent("m").setTotalMessagePrice(amount).build();

        assertThat(EventJson.of(event)).contains("\"totalMessagePrice\":" + written + ",");
    }
}
