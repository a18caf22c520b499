package io.posthorn.optout;

import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.RoutedSend;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Messages and commands about one recipient and one list. */
final class SampleRecords {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "us-east-1";
    static final String LIST = "OurList";
    static final String NUMBER = "+12065550100";
    static final String RECIPIENT = "+14254147755";
    static final String GATEWAY = "gateway-1";
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private SampleRecords() {}

    static String key(String recipient) {
        return RecipientKeys.of(ACCOUNT, REGION, recipient);
    }

    static String entry(String list, String recipient) {
        return RecipientKeys.entry(ACCOUNT, REGION, list, 0, recipient);
    }

    static RoutedSend routed(String list, String recipient) {
        return new RoutedSend(message(list, recipient), false, false);
    }

    /** @param change makes it otherwise */
    static RoutedSend routed(String list, String recipient, Consumer<Message.Builder> change) {
        var message = Message.newBuilder(message(list, recipient));
        change.accept(message);
        return new RoutedSend(message.build(), false, false);
    }

    static Message message(String list, String recipient) {
        return new Message(
                UUID.randomUUID().toString(),
                ACCOUNT,
                REGION,
                Channel.TEXT,
                recipient,
                "US",
                NUMBER,
                "phone-1",
                "NAMED",
                "simulator",
                list,
                "Hello",
                "GSM",
                1,
                MessageType.TRANSACTIONAL,
                "set",
                Map.of(),
                Map.of(),
                List.of(),
                "0",
                "0",
                NOW,
                NOW.plusSeconds(60),
                null,
                null,
                0L);
    }

    static OptOutCommand command(OptOutChange change, String recipient, boolean byRecipient, Instant at) {
        return new OptOutCommand(
                UUID.randomUUID().toString(),
                GATEWAY,
                ACCOUNT,
                REGION,
                LIST,
                recipient,
                change,
                byRecipient,
                at,
                0L,
                List.of());
    }
}
