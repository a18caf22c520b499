package io.posthorn.routing.keyword;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.platform.delivery.Deliveries;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Table;
import io.posthorn.routing.keyword.Reaction.Change;
import io.posthorn.schemas.InboundMessage;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.TwoWaySend;
import io.posthorn.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people write to numbers, and what they were written last: one partition's part of it. */
public final class Conversations {
    private static final String TOPIC = "arn:";

    private final Table<TwoWaySend> answerable;
    private final ResourceView resources;
    private final Answers answers;
    private final KeywordMeters meters;

    /** How an answer gets on its way. */
    @FunctionalInterface
    public interface Answers {

        /**
         * Sends an answer.
         *
         * @param toOptOut whether it goes out although the recipient is on the opt-out list
         */
        void send(SendOrder answer, AccountResources account, boolean toOptOut, Outputs out);
    }

    /**
     * Makes a partition's part.
     *
     * @param answerable remembers the last message that can be answered, by the two numbers
     */
    public Conversations(Table<TwoWaySend> answerable, ResourceView resources, Answers answers, KeywordMeters meters) {
        this.answerable = answerable;
        this.resources = resources;
        this.answers = answers;
        this.meters = meters;
    }

    /** Remembers that a message went out. */
    public void onSend(Inbound<TwoWaySend> sent) {
        answerable.put(sent.key(), sent.value());
    }

    /** Does what a message that came in asks for. */
    public void onMessage(Inbound<InboundMessage> inbound, Instant now, Outputs out) {
        var message = inbound.value();
        // Their constructors check the form.
        var scope = new Scope(new AccountId(message.getAccountId()), message.getRegion());
        var writer = new PhoneNumber(message.getOriginationNumber());
        resources.catchUpWith(inbound.headers(), scope.account());
        var account = resources.of(scope);
        var number = account.find(ResourceKind.PHONE_NUMBER, message.getPhoneNumberId());
        if (number.isEmpty()) {
            out.deadLetter("NUMBER_UNKNOWN", "the account has the number no more");
            return;
        }
        var rules = NumberRules.of(number.get(), account);
        var reaction = KeywordPolicy.decide(message.getMessageBody(), rules, account);
        meters.count(reaction);
        if (reaction.change() != Change.NONE) {
            var list = OptOutList.named(rules.settings().optOutListName(), account);
            out.send(
                    Topics.OPT_OUT_COMMANDS,
                    RecipientKeys.of(message.getAccountId(), message.getRegion(), writer.value()),
                    command(message, reaction.change(), list, now));
        }
        var answer = reaction.answer();
        if (answer != null) {
            answers.send(
                    order(scope, writer, number.get().id(), answer, now),
                    account,
                    reaction.change() != Change.NONE,
                    out);
        }
        if (reaction.isPublished()) {
            publish(
                    inbound,
                    scope,
                    reaction.keyword(),
                    rules.settings().twoWay().channelArn(),
                    out);
        }
    }

    private static OptOutCommand command(InboundMessage message, Change change, OptOutList list, Instant now) {
        return new OptOutCommand(
                message.getInboundMessageId(),
                null,
                message.getAccountId(),
                message.getRegion(),
                list.name(),
                message.getOriginationNumber(),
                change == Change.OPT_OUT ? OptOutChange.PUT : OptOutChange.DELETE,
                true,
                now,
                list.incarnation(),
                List.of());
    }

    /** An answer is no advertisement, whatever else the number sends: it does not rest in quiet hours. */
    private static SendOrder order(Scope scope, PhoneNumber writer, String phoneNumberId, String text, Instant now) {
        return new SendOrder(
                scope,
                UUID.randomUUID(),
                Channel.TEXT,
                writer,
                phoneNumberId,
                text,
                MessageType.TRANSACTIONAL,
                null,
                null,
                null,
                SendOrder.LONGEST_TIME_TO_LIVE,
                Map.of(),
                Map.of(),
                null,
                null,
                List.of(),
                now);
    }

    private void publish(
            Inbound<InboundMessage> inbound, Scope scope, String keyword, @Nullable String channel, Outputs out) {
        if (channel == null || !channel.startsWith(TOPIC)) {
            out.deadLetter("CHANNEL_NOT_SUPPORTED", "two-way messages can be published to topics only");
            return;
        }
        var message = inbound.value();
        var previous =
                answerable.get(inbound.key()).map(TwoWaySend::getMessageId).orElse("");
        meters.published();
        var delivery = Deliveries.toTopic(
                scope,
                channel,
                message.getInboundMessageId(),
                message.getInboundMessageId(),
                Deliveries.INBOUND,
                message.getReceivedAt(),
                InboundJson.of(message, keyword, previous));
        out.send(Topics.EVENT_DELIVERIES, Deliveries.key(delivery), delivery);
    }
}
