package io.posthorn.optout;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.OptedOutNumberOutput;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.event.EventType;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.routing.RefusedStatus;
import io.posthorn.core.send.Channel;
import io.posthorn.core.simulator.SimulatorDestinations;
import io.posthorn.optout.OptOutChanges.Outcome;
import io.posthorn.platform.backlog.AccountCounts;
import io.posthorn.platform.control.ReplyAddress;
import io.posthorn.platform.event.DeliveryEvents;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.platform.line.Exit;
import io.posthorn.platform.line.Lines;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.OptedOutNumber;
import io.posthorn.schemas.RoutedSend;
import io.posthorn.schemas.TwoWaySend;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routed sends in, cleared sends out, but for recipients who opted out, and no more than one message a second to one
 * recipient: further ones are held back until it is their turn. Voice messages have a limit of their own. Changes of a
 * list come to the same processor as the messages to the same recipient, and their reply goes out with the commit of
 * the change: whoever has read it knows that no message handled later passes, one that was held back included.
 */
final class OptOutProcessor implements PartitionProcessor, Exit<RoutedSend> {
    private static final Logger log = LoggerFactory.getLogger(OptOutProcessor.class);

    /** The quota "to one single recipient" of the service's user guide, which cannot be raised. */
    private static final int MESSAGES_A_SECOND = 1;

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final ApiErrors errors;
    private final OptOutMeters meters;
    private final Clock clock;
    private final Table<OptedOutNumber> optedOut;
    private final ClearedLists cleared;
    private final Lines<RoutedSend> held;
    private final AccountCounts heldCounts;
    private final CallLimit calls;

    private OptOutProcessor(ApiErrors errors, OptOutMeters meters, Clock clock, StageSpec.Partition partition) {
        this.errors = errors;
        this.meters = meters;
        this.clock = clock;
        this.optedOut = partition.table(Topics.OPTED_OUT_NUMBERS);
        this.cleared = new ClearedLists(
                partition.table(Topics.CLEARED_OPT_OUT_LISTS),
                optedOut,
                meters.clearedNumbers::increment,
                clock.instant());
        this.held = new Lines<>(
                partition.table(Topics.HELD_SENDS),
                WINDOW,
                Duration.ZERO,
                message -> MESSAGES_A_SECOND,
                this,
                clock.instant());
        this.heldCounts = new AccountCounts(partition.table(Topics.HELD_COUNTS), partition.number());
        this.calls = new CallLimit(partition.table(Topics.RECENT_CALLS), clock.instant());
        meters.held.watch(partition.number(), held);
    }

    static StageSpec<OptOutProcessor> stage(ApiErrors errors, OptOutMeters meters, Clock clock) {
        return StageSpec.of("opt-out", OptOutProcessor.class)
                .reads(Topics.ROUTED_SENDS, OptOutProcessor::onRouted)
                .reads(Topics.OPT_OUT_COMMANDS, OptOutProcessor::onCommand)
                .keeps(Topics.OPTED_OUT_NUMBERS)
                .keeps(Topics.CLEARED_OPT_OUT_LISTS)
                .keeps(Topics.HELD_SENDS)
                .keeps(Topics.HELD_COUNTS)
                .keeps(Topics.RECENT_CALLS)
                .with(partition -> new OptOutProcessor(errors, meters, clock, partition));
    }

    private void onRouted(Inbound<RoutedSend> inbound, Outputs out) {
        var routed = inbound.value();
        var message = routed.getMessage();
        if (isBlocked(routed)) {
            block(message, out);
        } else if (isSimulated(message)) {
            clear(routed, false, out);
        } else if (message.getChannel() == io.posthorn.schemas.Channel.VOICE) {
            call(routed, out);
        } else if (held.offer(routed, clock.instant(), out) == Lines.Passage.WAITS) {
            meters.heldBack.increment();
            tell(message, MessageStatus.QUEUED, false, null, out);
        }
    }

    private boolean isBlocked(RoutedSend routed) {
        var message = routed.getMessage();
        return !routed.getIsAnswerToOptOut()
                && optedOut.get(RecipientKeys.entry(
                                message.getAccountId(),
                                message.getRegion(),
                                message.getOptOutListName(),
                                message.getOptOutListIncarnation(),
                                message.getDestinationPhoneNumber()))
                        .isPresent();
    }

    /** Behind a simulator's destination is nobody who could be bothered. */
    private static boolean isSimulated(Message message) {
        return SimulatorDestinations.find(new PhoneNumber(message.getDestinationPhoneNumber()))
                .isPresent();
    }

    private void call(RoutedSend routed, Outputs out) {
        var message = routed.getMessage();
        if (calls.take(recipient(message), clock.instant())) {
            clear(routed, false, out);
        } else {
            meters.callsRefused.increment();
            refuse(message, Refusal.DAILY_DESTINATION_CALL_LIMIT, out);
        }
    }

    private static String recipient(Message message) {
        return RecipientKeys.of(message.getAccountId(), message.getRegion(), message.getDestinationPhoneNumber());
    }

    /** @param hasWaited which an event has told */
    private void clear(RoutedSend routed, boolean hasWaited, Outputs out) {
        var message = routed.getMessage();
        meters.cleared.increment();
        if (routed.getIsTwoWay()) {
            out.send(
                    Topics.TWO_WAY_SENDS,
                    InboundText.key(message.getOriginationIdentity(), message.getDestinationPhoneNumber()),
                    new TwoWaySend(message.getMessageId()));
        }
        out.send(
                Topics.CLEARED_SENDS,
                message.getAccountId() + "/" + message.getOriginationIdentity(),
                new ClearedSend(message, hasWaited));
    }

    @Override
    public List<Timed> timed() {
        return List.of(held, calls, cleared);
    }

    @Override
    public String line(RoutedSend waiting) {
        return recipient(waiting.getMessage());
    }

    @Override
    public Message message(RoutedSend waiting) {
        return waiting.getMessage();
    }

    /** A message is a message, however many parts it has. */
    @Override
    public int units(RoutedSend waiting) {
        return 1;
    }

    @Override
    public void waits(RoutedSend waiting) {
        heldCounts.more(waiting.getMessage().getAccountId());
    }

    @Override
    public void waitsNoMore(RoutedSend waiting) {
        heldCounts.fewer(waiting.getMessage().getAccountId());
    }

    @Override
    public Instant release(RoutedSend waiting, Instant now, Outputs out) {
        // The recipient may have opted out while the message was held back.
        if (isBlocked(waiting)) {
            block(waiting.getMessage(), out);
        } else {
            clear(waiting, true, out);
        }
        return now;
    }

    @Override
    public Instant pass(RoutedSend arriving, Instant now, Outputs out) {
        clear(arriving, false, out);
        return now;
    }

    @Override
    public void expire(RoutedSend waiting, Instant now, Outputs out) {
        meters.expired.increment();
        tell(waiting.getMessage(), MessageStatus.TTL_EXPIRED, true, null, out);
    }

    /** Some channels have no event for waiting. */
    private void tell(Message message, MessageStatus status, boolean isFinal, @Nullable String reason, Outputs out) {
        var channel = Channel.valueOf(message.getChannel().name());
        if (isFinal || EventType.of(channel, status).isPresent()) {
            out.send(
                    Topics.DELIVERY_EVENTS,
                    message.getMessageId(),
                    DeliveryEvents.of(message, status, isFinal, clock.instant(), reason));
        }
    }

    private void block(Message message, Outputs out) {
        meters.blocked.increment();
        refuse(message, Refusal.DESTINATION_OPTED_OUT, out);
    }

    private void refuse(Message message, Refusal reason, Outputs out) {
        log.atDebug()
                .addKeyValue("messageId", message.getMessageId())
                .addKeyValue("accountId", message.getAccountId())
                .addKeyValue("reason", reason)
                .log("message refused");
        var status = RefusedStatus.of(Channel.valueOf(message.getChannel().name()), reason);
        tell(message, status, true, reason.name(), out);
    }

    private void onCommand(Inbound<OptOutCommand> inbound, Outputs out) {
        var command = inbound.value();
        // Their constructors check the form.
        var scope = new Scope(new AccountId(command.getAccountId()), command.getRegion());
        switch (command.getChange()) {
            case PUT, DELETE -> changeOne(inbound, scope, out);
            case IMPORT -> importMany(command, out);
            case CLEAR -> cleared.add(list(command), clock.instant());
        }
    }

    private void changeOne(Inbound<OptOutCommand> inbound, Scope scope, Outputs out) {
        var command = inbound.value();
        var number = new PhoneNumber(command.getPhoneNumber());
        if (!inbound.key().equals(RecipientKeys.of(command.getAccountId(), command.getRegion(), number.value()))) {
            out.deadLetter("WRONG_KEY", "a command under another key changes the list where no message looks");
            return;
        }
        if (cleared.contains(list(command))) {
            refuse(command, ResourceType.OPT_OUT_LIST, command.getOptOutListName(), out);
            return;
        }
        var key = entry(command, number);
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
            case Outcome.NotListed ignored -> refuse(command, ResourceType.OPTED_OUT_NUMBER, number.value(), out);
        }
    }

    private void importMany(OptOutCommand command, Outputs out) {
        if (cleared.contains(list(command))) {
            refuse(command, ResourceType.OPT_OUT_LIST, command.getOptOutListName(), out);
            return;
        }
        var added = 0;
        for (var wanted : command.getImported()) {
            var key = entry(command, new PhoneNumber(wanted.getPhoneNumber()));
            var listed = optedOut.get(key);
            var outcome = OptOutChanges.put(command, wanted, listed);
            if (outcome.changed()) {
                optedOut.put(key, outcome.entry());
            }
            added += listed.isPresent() ? 0 : 1;
        }
        meters.optedOut.increment(added);
        var output = new ImportedOutput(added, command.getImported().size() - added);
        reply(command, true, WireJson.MAPPER.writeValueAsString(output), out);
    }

    /** What an importer is told. */
    private record ImportedOutput(int added, int alreadyThere) {}

    private static String list(OptOutCommand command) {
        return RecipientKeys.list(
                command.getAccountId(),
                command.getRegion(),
                command.getOptOutListName(),
                command.getOptOutListIncarnation());
    }

    private static String entry(OptOutCommand command, PhoneNumber number) {
        return RecipientKeys.entry(
                command.getAccountId(),
                command.getRegion(),
                command.getOptOutListName(),
                command.getOptOutListIncarnation(),
                number.value());
    }

    private void refuse(OptOutCommand command, ResourceType type, String id, Outputs out) {
        var error = new ApiError.ResourceNotFound(type, id);
        reply(command, false, errors.render(error, command.getCommandId()).body(), out);
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
        new ReplyAddress(command.getCommandId(), replyTo).reply(accepted, body, Topics.OPTED_OUT_NUMBERS, out);
    }
}
