package io.posthorn.send;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.test.Numbers;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Messages and numbers for tests. */
public final class Messages {
    public static final Scope SCOPE = new Scope(new AccountId("123456789012"), "us-east-1");
    public static final String SUCCESS = "+14254147755";
    public static final String FAILURE = "+14254147167";

    private Messages() {}

    /** A message of one part by a simulator number, to the number that succeeds. */
    public static Message.Builder aMessage(String name, String number, Instant requestedAt) {
        return Message.newBuilder()
                .setMessageId(idOf(name))
                .setAccountId(SCOPE.account().value())
                .setRegion(SCOPE.region())
                .setChannel(Channel.TEXT)
                .setDestinationPhoneNumber(SUCCESS)
                .setDestinationCountry("US")
                .setOriginationIdentity(number)
                .setOriginationIdentityId(numberId(number))
                .setOriginationReason("NAMED")
                .setCarrier("simulator")
                .setOptOutListName(OptOutList.DEFAULT_NAME)
                .setMessageBody("hello " + name)
                .setEncoding("GSM")
                .setParts(1)
                .setMessageType(MessageType.TRANSACTIONAL)
                .setConfigurationSetName("set")
                .setPrice("0.00645")
                .setCarrierFee("0")
                .setRequestedAt(requestedAt)
                .setExpiresAt(requestedAt.plus(Duration.ofHours(72)));
    }

    /** The id of the message made with this name. */
    public static String idOf(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String numberId(String number) {
        return "phone-" + idOf(number).replace("-", "");
    }

    /** The number messages made with {@code number} come from. */
    public static OriginationNumber aNumber(String number, NumberType type) {
        return Numbers.american(numberId(number), number, type, "simulator");
    }
}
