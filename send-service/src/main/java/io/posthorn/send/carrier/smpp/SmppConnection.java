package io.posthorn.send.carrier.smpp;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.send.carrier.InDoubt;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A carrier that speaks SMPP.
 *
 * @param host where it is
 * @param port 2775 is the registered one
 * @param systemId who we are to it
 * @param password at most eight characters in the standard; longer ones are sent as they are
 * @param systemType what some carriers tell clients apart by
 * @param mode whether one connection serves both ways
 * @param binds connections for sending, of this instance
 * @param window most {@code submit_sm} without an answer, of one connection
 * @param rate most {@code submit_sm} a second, of one connection; 0: any number
 * @param tls whether connections are encrypted
 * @param sslBundle name of one of Spring Boot's SSL bundles, with what is trusted and who we are; left out, what Java
 *     trusts
 * @param connectTimeout longest wait for connection and bind
 * @param responseTimeout longest wait for an answer to {@code enquire_link} and {@code unbind}
 * @param enquireLinkInterval longest silence before the connection is tried
 * @param reconnectAfter wait before the second attempt to connect; doubles, and half of it is chance
 * @param reconnectAtMost longest wait before an attempt
 * @param inDoubt what becomes of messages nobody knows the answer of
 * @param receipts what counts as a receipt
 * @param receiptIds how receipts write ids
 * @param errors what codes of this carrier mean, where the built-in table does not fit; by {@code 0x58} or {@code 88}
 * @param receiptErrors final status by the {@code err} of a receipt, where it tells more than its state
 * @param parameters optional parameters of each {@code submit_sm}: by tag, which of the message's country parameters
 * @param format how messages are written
 */
public record SmppConnection(
        @NotBlank String host,
        @DefaultValue("2775") @Min(1) @Max(65_535) int port,
        @DefaultValue("") @Size(max = 15) String systemId,
        @DefaultValue("") String password,
        @DefaultValue("") @Size(max = 12) String systemType,
        @DefaultValue("TRANSCEIVER") Mode mode,
        @DefaultValue("1") @Min(1) @Max(64) int binds,
        @DefaultValue("100") @Min(1) @Max(10_000) int window,
        @DefaultValue("0") @Min(0) @Max(100_000) int rate,
        @DefaultValue("false") boolean tls,
        @Nullable String sslBundle,

        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 2)
        Duration connectTimeout,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 2)
        Duration responseTimeout,

        @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration enquireLinkInterval,

        @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration reconnectAfter,

        @DefaultValue("30s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration reconnectAtMost,

        @DefaultValue("UNKNOWN") InDoubt inDoubt,
        @DefaultValue("MARKED") Receipts receipts,
        @DefaultValue("SAME") ReceiptIds receiptIds,
        @DefaultValue Map<String, SubmitError.Action> errors,
        @DefaultValue Map<String, MessageStatus> receiptErrors,
        @DefaultValue Map<@Pattern(regexp = "0[xX][0-9A-Fa-f]{1,4}") String, @NotBlank String> parameters,
        @DefaultValue @Valid Format format) {

    public SmppConnection {
        errors = Map.copyOf(errors);
        receiptErrors = Map.copyOf(receiptErrors);
        parameters = Map.copyOf(parameters);
    }

    /** How connections are bound. */
    public enum Mode {
        /** Each connection sends and receives. */
        TRANSCEIVER,
        /** For each connection that sends there is one that receives. */
        SEPARATE
    }

    /** What counts as a receipt, and not as a message from a person. */
    public enum Receipts {
        /** What the message type in {@code esm_class} says is one, as SMPP 3.4 has it (section 5.2.12). */
        MARKED,
        /** Also what is not marked, but tells an id and a state as receipts do: people can write such texts, too. */
        RECOGNIZABLE
    }

    /** How receipts write the ids that answers have given. */
    public enum ReceiptIds {
        SAME,
        /** The answer's id is hexadecimal, the receipt's decimal. */
        DECIMAL,
        /** The answer's id is decimal, the receipt's hexadecimal. */
        HEXADECIMAL
    }

    /** The password stays out of logs. */
    @Override
    public String toString() {
        return "SmppConnection[" + systemId + "@" + host + ":" + port + "]";
    }

    /**
     * How messages are written.
     *
     * @param segmentation how the parts of a message are told to belong together
     * @param longReferences whether the reference that parts share has two bytes; with {@code UDH} only
     * @param text how messages of the GSM alphabet are written
     * @param gsmCoding data coding of the GSM alphabet
     * @param latin1Coding data coding of Latin-1
     * @param ucs2Coding data coding of UCS-2
     * @param validity how the rest of the time to live is told
     * @param serviceType service type
     * @param numberTon type of number of our numbers and of recipients
     * @param numberNpi numbering plan of our numbers and of recipients
     * @param shortCodeTon type of number of our short codes
     * @param shortCodeNpi numbering plan of our short codes
     * @param nameTon type of number of sender ids
     * @param nameNpi numbering plan of sender ids
     * @param plusSign whether numbers are written with it
     */
    public record Format(
            @DefaultValue("UDH") Segmentation segmentation,
            @DefaultValue("false") boolean longReferences,
            @DefaultValue("GSM") Text text,
            @DefaultValue("0") @Min(0) @Max(255) int gsmCoding,
            @DefaultValue("3") @Min(0) @Max(255) int latin1Coding,
            @DefaultValue("8") @Min(0) @Max(255) int ucs2Coding,
            @DefaultValue("RELATIVE") Validity validity,
            @DefaultValue("") @Size(max = 5) String serviceType,
            @DefaultValue("1") @Min(0) @Max(6) int numberTon,
            @DefaultValue("1") @Min(0) @Max(18) int numberNpi,
            @DefaultValue("3") @Min(0) @Max(6) int shortCodeTon,
            @DefaultValue("0") @Min(0) @Max(18) int shortCodeNpi,
            @DefaultValue("5") @Min(0) @Max(6) int nameTon,
            @DefaultValue("0") @Min(0) @Max(18) int nameNpi,
            @DefaultValue("false") boolean plusSign) {}

    /** How the parts of a message are told to belong together. */
    public enum Segmentation {
        /** A header in front of each part, as phones write it. */
        UDH,
        /** Optional parameters beside each part. */
        SAR,
        /** The message is handed over in one piece, and the carrier cuts it. */
        PAYLOAD
    }

    /** How messages of the GSM alphabet are written. */
    public enum Text {
        /** A byte for each septet. */
        GSM,
        /** Eight septets in seven bytes. */
        GSM_PACKED,
        /** Latin-1 where it has all characters, else UCS-2. */
        LATIN1
    }

    /** How the rest of the time to live is told. */
    public enum Validity {
        RELATIVE,
        ABSOLUTE,
        /** The carrier's own applies. */
        NONE
    }
}
