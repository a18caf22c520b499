package io.posthorn.platform.send;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.core.send.Speech;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.schemas.SendRequest;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Turns send orders into records of the public topic {@code send-requests} and back. Any program may write there, so
 * reading checks every field by the rules of the API.
 */
public final class SendRequests {
    /** Names the account of a record whose value does not. */
    public static final String ACCOUNT_HEADER = "posthorn-account";

    /** Set by a gateway, to its instance's name: the message id is new, and nobody need look whether it is. */
    public static final String ACCEPTED_BY_HEADER = "posthorn-accepted-by";

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern MESSAGE_ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** A destination longer than this is not repeated in an event. */
    private static final int LONGEST_DESTINATION_TOLD = 64;

    private SendRequests() {}

    /** What a record turned out to be. */
    public sealed interface Read permits Read.Order, Read.Unattributable, Malformed {

        /** A request that may be decided about. */
        record Order(SendOrder order) implements Read {}

        /**
         * A record that does not tell whose it is, or whom it is meant for: there is nobody to tell.
         *
         * @param field name of the offending field in the record
         * @param rule what the field must be
         */
        record Unattributable(String field, String rule) implements Read {}
    }

    /** The key of a request's record. */
    public static String key(AccountId account, PhoneNumber destination) {
        return account.value() + "/" + destination.value();
    }

    /** The record of an order. */
    public static SendRequest toRecord(SendOrder order) {
        var messageType = order.messageType();
        var maxPrice = order.maxPrice();
        var speech = order.speech();
        return new SendRequest(
                order.messageId().toString(),
                order.scope().account().value(),
                order.scope().region(),
                io.posthorn.schemas.Channel.valueOf(order.channel().name()),
                order.destination().value(),
                order.originationIdentity(),
                order.body().isEmpty() ? null : order.body(),
                messageType == null ? null : io.posthorn.schemas.MessageType.valueOf(messageType.name()),
                order.keyword(),
                order.configurationSet(),
                maxPrice == null ? null : maxPrice.toPlainString(),
                Math.toIntExact(order.timeToLive().toSeconds()),
                order.context(),
                order.destinationCountryParameters(),
                order.protectConfiguration(),
                order.messageFeedback(),
                order.mediaUrls(),
                speech == null ? null : speech.voice(),
                speech == null ? null : speech.markup().name(),
                order.requestedAt());
    }

    /**
     * The request in a record. The account is the value's, else the header's, else the part of the key before the
     * slash. The message id is the producer's, else derived from key and value, so that the same record sent again is
     * the same message.
     *
     * @param defaultRegion the region of a request that names none
     */
    public static Read read(Inbound<SendRequest> inbound, String defaultRegion) {
        var request = inbound.value();
        var account = account(inbound);
        if (account.isEmpty() || !ACCOUNT.matcher(account.get()).matches()) {
            return new Read.Unattributable("accountId", "must be twelve digits, in the value, a header or the key");
        }
        var region = Objects.requireNonNullElse(request.getRegion(), defaultRegion);
        if (!REGION.matcher(region).matches()) {
            return new Read.Unattributable("region", "must match the pattern " + REGION);
        }
        var destination = request.getDestinationPhoneNumber();
        if (destination.isBlank() || destination.length() > LONGEST_DESTINATION_TOLD) {
            return new Read.Unattributable("destinationPhoneNumber", "must be a phone number in E.164 form");
        }
        var scope = new Scope(new AccountId(account.get()), region);
        var channel = Channel.valueOf(request.getChannel().name());
        var requestedAt = requestedAt(inbound);
        var statedId = request.getMessageId();
        var idIsRight = statedId == null || MESSAGE_ID.matcher(statedId).matches();
        var messageId = statedId != null && idIsRight ? UUID.fromString(statedId) : derivedId(inbound);

        var number = PhoneNumber.parse(destination);
        var broken = idIsRight
                ? RequestRules.of(channel).firstBroken(request)
                : Optional.of(new RequestRules.Broken("messageId", "must be a UUID"));
        if (number.isEmpty() || broken.isPresent()) {
            var told = broken.filter(each -> number.isPresent())
                    .orElse(new RequestRules.Broken("destinationPhoneNumber", "must be a phone number in E.164 form"));
            return new Malformed(
                    scope,
                    messageId,
                    channel,
                    destination,
                    requestedAt,
                    RequestRules.of(channel).configurationSetOf(request),
                    number.isPresent() ? Refusal.REQUEST_MALFORMED : Refusal.DESTINATION_INVALID,
                    told.field(),
                    told.rule());
        }
        return new Read.Order(order(request, scope, messageId, channel, number.get(), requestedAt));
    }

    private static SendOrder order(
            SendRequest request,
            Scope scope,
            UUID messageId,
            Channel channel,
            PhoneNumber destination,
            Instant requestedAt) {
        var messageType = request.getMessageType();
        var maxPrice = request.getMaxPrice();
        var timeToLive = request.getTimeToLiveSeconds();
        return new SendOrder(
                scope,
                messageId,
                channel,
                destination,
                request.getOriginationIdentity(),
                Objects.requireNonNullElse(request.getMessageBody(), ""),
                messageType == null ? null : MessageType.valueOf(messageType.name()),
                request.getKeyword(),
                request.getConfigurationSetName(),
                maxPrice == null ? null : new BigDecimal(maxPrice),
                timeToLive == null ? SendOrder.LONGEST_TIME_TO_LIVE : Duration.ofSeconds(timeToLive),
                request.getContext(),
                request.getDestinationCountryParameters(),
                request.getProtectConfigurationId(),
                request.getMessageFeedbackEnabled(),
                request.getMediaUrls(),
                channel == Channel.VOICE ? speech(request) : null,
                requestedAt);
    }

    private static Speech speech(SendRequest request) {
        var markup = request.getMessageBodyTextType();
        return new Speech(
                markup == null ? Speech.DEFAULT.markup() : Speech.Markup.valueOf(markup),
                Objects.requireNonNullElse(request.getVoiceId(), Speech.DEFAULT_VOICE));
    }

    private static Optional<String> account(Inbound<SendRequest> inbound) {
        var stated = inbound.value().getAccountId();
        if (stated != null) {
            return Optional.of(stated);
        }
        var header = inbound.headers().lastHeader(ACCOUNT_HEADER);
        if (header != null && header.value() != null) {
            return Optional.of(new String(header.value(), StandardCharsets.UTF_8));
        }
        var slash = inbound.key().indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(inbound.key().substring(0, slash));
    }

    /** No request was received after it was written: a time in the future must not lengthen the time to live. */
    private static Instant requestedAt(Inbound<SendRequest> inbound) {
        var stated = inbound.value().getRequestedAt();
        return stated == null || stated.isAfter(inbound.timestamp()) ? inbound.timestamp() : stated;
    }

    private static UUID derivedId(Inbound<SendRequest> inbound) {
        var key = inbound.key().getBytes(StandardCharsets.UTF_8);
        var value = inbound.encoded().duplicate();
        var name = ByteBuffer.allocate(Integer.BYTES + key.length + value.remaining());
        // The length keeps a key and value apart from another key and value that are the same bytes in a row.
        name.putInt(key.length).put(key).put(value);
        return UUID.nameUUIDFromBytes(name.array());
    }
}
