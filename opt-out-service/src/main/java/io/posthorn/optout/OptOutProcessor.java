package io.posthorn.optout;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.OptedOutNumberOutput;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.routing.RefusedStatus;
import io.posthorn.core.send.Channel;
import io.posthorn.optout.OptOutChanges.Outcome;
import io.posthorn.platform.event.DeliveryEvents;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.Position;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.OptedOutNumber;
import io.posthorn.schemas.RoutedSend;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routed sends in, cleared sends out, but for recipients who opted out. Changes of a list come to the same processor as
 * the messages to the same recipient, and their reply goes out with the commit of the change: whoever has read it knows
 * that no message handled later passes.
 */
final class OptOutProcessor implements PartitionProcessor {
    private static final Logger log = LoggerFactory.getLogger(OptOutProcessor.class);

    private final ApiErrors errors;
    private final OptOutMeters meters;
    private final Clock clock;
    private final Table<OptedOutNumber> optedOut;

    private OptOutProcessor(ApiErrors errors, OptOutMeters meters, Clock clock, Table<OptedOutNumber> optedOut) {
        this.errors = errors;
        this.meters = meters;
        this.clock = clock;
        this.optedOut = optedOut;
    }

    static StageSpec<OptOutProcessor> stage(ApiErrors errors, OptOutMeters meters, Clock clock) {
        return StageSpec.of("opt-out", OptOutProcessor.class)
                .reads(Topics.ROUTED_SENDS, OptOutProcessor::onRouted)
                .reads(Topics.OPT_OUT_COMMANDS, OptOutProcessor::onCommand)
                .keeps(Topics.OPTED_OUT_NUMBERS)
                .with(partition ->
                        new OptOutProcessor(errors, meters, clock, partition.table(Topics.OPTED_OUT_NUMBERS)));
    }

    private void onRouted(Inbound<RoutedSend> inbound, Outputs out) {
        var message = inbound.value().getMessage();
        var key = RecipientKeys.of(
                message.getAccountId(),
                message.getRegion(),
                message.getOptOutListName(),
                message.getDestinationPhoneNumber());
        if (optedOut.get(key).isPresent()) {
            block(message, out);
        } else {
            meters.cleared.increment();
            out.send(
                    Topics.CLEARED_SENDS,
                    message.getAccountId() + "/" + message.getOriginationIdentity(),
                    new ClearedSend(message));
        }
    }

    private void block(Message message, Outputs out) {
        var reason = Refusal.DESTINATION_OPTED_OUT;
        meters.blocked.increment();
        log.atDebug()
                .addKeyValue("messageId", message.getMessageId())
                .addKeyValue("accountId", message.getAccountId())
                .addKeyValue("reason", reason)
                .log("message refused");
        var status = RefusedStatus.of(Channel.valueOf(message.getChannel().name()), reason);
        out.send(
                Topics.DELIVERY_EVENTS,
                message.getMessageId(),
                DeliveryEvents.of(message, status, true, clock.instant(), reason.name()));
    }

    private void onCommand(Inbound<OptOutCommand> inbound, Outputs out) {
        var command = inbound.value();
        var key = RecipientKeys.of(
                command.getAccountId(), command.getRegion(), command.getOptOutListName(), command.getPhoneNumber());
        if (!inbound.key().equals(key)) {
            out.deadLetter("WRONG_KEY", "a command under another key changes the list where no message looks");
            return;
        }
        // Their constructors check the form.
        var scope = new Scope(new AccountId(command.getAccountId()), command.getRegion());
        var number = new PhoneNumber(command.getPhoneNumber());
        switch (OptOutChanges.decide(command, optedOut.get(key))) {
            case Outcome.Listed listed -> {
                if (listed.changed()) {
                    optedOut.put(key, listed.entry());
                    meters.optedOut.increment();
                }
                accept(command, scope, listed.entry(), out);
            }
            case Outcome.Removed removed -> {
                optedOut.delete(key);
                meters.optedIn.increment();
                accept(command, scope, removed.entry(), out);
            }
            case Outcome.NotListed ignored ->
                reply(
                        command,
                        false,
                        errors.render(
                                        new ApiError.ResourceNotFound(ResourceType.OPTED_OUT_NUMBER, number.value()),
                                        command.getCommandId())
                                .body(),
                        out);
        }
    }

    private static void accept(OptOutCommand command, Scope scope, OptedOutNumber entry, Outputs out) {
        var output = OptedOutNumberOutput.of(
                scope,
                entry.getOptOutListName(),
                entry.getPhoneNumber(),
                entry.getOptedOutAt(),
                entry.getEndUserOptedOut());
        reply(command, true, WireJson.MAPPER.writeValueAsString(output), out);
    }

    private static void reply(OptOutCommand command, boolean accepted, String body, Outputs out) {
        var replyTo = command.getReplyTo();
        if (replyTo == null) {
            return;
        }
        out.reply(
                Topics.CONTROL_REPLIES,
                command.getCommandId(),
                position -> new ControlReply(
                        command.getCommandId(),
                        replyTo,
                        accepted,
                        body,
                        position.equals(Position.NONE) ? null : position.topic(),
                        position.partition(),
                        position.offset()));
    }
}
