package io.posthorn.registration.command;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Connections;
import io.posthorn.core.send.SendOrder;
import io.posthorn.platform.control.ReplyAddress;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.send.SendRequests;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.Table;
import io.posthorn.registration.inventory.Inventory;
import io.posthorn.registration.inventory.ReviseNumber;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.Resource;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of the resources of the accounts in one partition: decides their commands in order, makes the
 * changes, and answers.
 *
 * <p>A command is taken from its topic, decided, its changes written and its reply sent in one transaction, so a
 * command is carried out once even where an instance dies half-way and another repeats it. Should the same command
 * still come twice, written twice by its sender, then it is decided twice; the idempotency token, which clients send
 * with everything that creates, then makes the second a repetition.
 */
final class CommandProcessor implements PartitionProcessor {
    private static final Logger log = LoggerFactory.getLogger(CommandProcessor.class);

    private final CommandHandler handler;
    private final ApiErrors errors;
    private final AccountProfiles profiles;
    private final Connections connections;
    private final Clock clock;
    private final CommandMetrics metrics;
    private final Table<Resource> table;
    private final ResourceCounts counts = new ResourceCounts();
    private final TokenSweep sweep;
    private final AutomaticReview review;

    CommandProcessor(
            CommandHandler handler,
            ApiErrors errors,
            AccountProfiles profiles,
            Connections connections,
            Clock clock,
            CommandMetrics metrics,
            Table<Resource> table,
            TokenSweep sweep,
            AutomaticReview review) {
        this.handler = handler;
        this.errors = errors;
        this.profiles = profiles;
        this.connections = connections;
        this.clock = clock;
        this.metrics = metrics;
        this.table = table;
        this.sweep = sweep;
        this.review = review;
    }

    void onCommand(Inbound<ControlCommand> inbound, Outputs out) {
        var command = inbound.value();
        if (command.getOperation().equals(ReviseNumber.OPERATION)) {
            revise(WireJson.MAPPER.readValue(command.getInput(), ReviseNumber.class));
            return;
        }
        var sender = new ReplyAddress(command.getCommandId(), command.getReplyTo());
        if (sender.isMissing()) {
            metrics.unanswerable();
            out.deadLetter("UNANSWERABLE", "a command needs an id and somebody to reply to");
            return;
        }
        var answer = answer(inbound, out);
        metrics.answered(command.getOperation(), answer);
        if (answer instanceof Answer.Asked(var wish)) {
            Inventory.ask(command, scope(command), wish, out);
        } else {
            reply(sender, answer, out);
        }
    }

    /** Nobody waits for this, and a number that has been released meanwhile needs no terms. */
    private void revise(ReviseNumber revision) {
        var account = new TableResources(table, counts, revision.scope());
        var terms = revision.terms();
        account.all(ResourceKind.PHONE_NUMBER)
                .filter(number -> number.number().equals(terms.number()) && Inventory.owns(number))
                .findFirst()
                .ifPresent(number -> account.make(new Change.Put(number.onTerms(
                        terms.carrier(),
                        terms.partsPerSecond(),
                        terms.monthlyLeasingPrice(),
                        terms.twoWaySupported()))));
    }

    private static Scope scope(ControlCommand command) {
        return new Scope(new AccountId(command.getAccountId()), command.getRegion());
    }

    private Answer answer(Inbound<ControlCommand> inbound, Outputs out) {
        var command = inbound.value();
        // Another key would bring the command to a partition, and a writer, that is not the account's.
        if (!inbound.key().equals(command.getAccountId())) {
            return invalid("the key of a command must be its account");
        }
        Scope scope;
        try {
            scope = scope(command);
        } catch (IllegalArgumentException malformed) {
            return invalid("account or region of the command is malformed");
        }
        var account = new TableResources(table, counts, scope);
        var now = clock.instant();
        try {
            createDefaultOptOutList(account, now);
            var ids = new CommandIds(inbound.partition(), inbound.offset());
            var offer = Inventory.offer(command);
            var context = new DecisionContext(now, ids, profiles.of(scope.account()), connections, offer);
            var answer = handler.handle(command.getOperation(), command.getInput(), account, context);
            var confirmations = Confirmations.of(changes(answer), account);
            changes(answer).forEach(account::make);
            sends(answer).forEach(order -> send(order, out));
            giveBack(scope, answer, offer, now, out);
            clearLists(command, scope, answer, now, out);
            Confirmations.ask(confirmations, scope, now, out);
            review.notice(scope, changes(answer), now);
            AttachmentContents.tidy(command, answer, account, out);
            return answer;
        } catch (InfrastructureException outOfOrder) {
            throw outOfOrder;
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("accountId", scope.account())
                    .addKeyValue("operation", command.getOperation())
                    .addKeyValue("commandId", command.getCommandId())
                    .setCause(bug)
                    .log("command parked: it could not be decided");
            // The caller should not have to wait for a reply that never comes.
            out.deadLetter("FAILED", bug.toString());
            var failed = new Answer.Refused(new ApiError.InternalServer());
            giveBack(scope, failed, Inventory.offer(command), now, out);
            return failed;
        }
    }

    /** Numbers the account has let go, and one that was offered and is not wanted any more. */
    private static void giveBack(Scope scope, Answer answer, @Nullable NumberOffer offer, Instant now, Outputs out) {
        for (var change : changes(answer)) {
            if (change instanceof Change.Remove(OriginationNumber number) && Inventory.owns(number)) {
                Inventory.giveBack(scope, number.number(), now, out);
            }
        }
        if (offer instanceof NumberOffer.Offered offered && !(answer instanceof Answer.Accepted)) {
            Inventory.giveBack(scope, offered.number(), now, out);
        }
    }

    /** The numbers on a list go with it. They are in every partition, and their owner removes them. */
    private static void clearLists(ControlCommand command, Scope scope, Answer answer, Instant now, Outputs out) {
        for (var change : changes(answer)) {
            if (change instanceof Change.Remove(OptOutList list)) {
                var account = scope.account().value();
                out.sendToAll(
                        Topics.OPT_OUT_COMMANDS,
                        RecipientKeys.list(account, scope.region(), list.name(), list.incarnation()),
                        new OptOutCommand(
                                command.getCommandId(),
                                null,
                                account,
                                scope.region(),
                                list.name(),
                                "",
                                OptOutChange.CLEAR,
                                false,
                                now,
                                list.incarnation(),
                                List.of()));
            }
        }
    }

    /** Every account has it from its first command in a region on. */
    private static void createDefaultOptOutList(TableResources account, Instant now) {
        if (account.find(ResourceKind.OPT_OUT_LIST, OptOutList.DEFAULT_NAME).isEmpty()) {
            account.make(new Change.Put(new OptOutList(OptOutList.DEFAULT_NAME, List.of(), now)));
        }
    }

    private static List<Change> changes(Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> accepted.changes();
            case Answer.Repeated repeated -> List.of(repeated.change());
            case Answer.Asked ignored -> List.of();
            case Answer.Refused refused -> refused.changes();
        };
    }

    private static List<SendOrder> sends(Answer answer) {
        return answer instanceof Answer.Accepted accepted ? accepted.sends() : List.of();
    }

    /** Whoever handles the message has to know the changes that were made with it. */
    private static void send(SendOrder order, Outputs out) {
        out.send(
                Topics.SEND_REQUESTS,
                SendRequests.key(order.scope().account(), order.destination()),
                SendRequests.toRecord(order),
                Topics.RESOURCES,
                position -> ResourceView.seen(position.offset() + 1));
    }

    private static Answer invalid(String detail) {
        return new Answer.Refused(new ApiError.Validation(ValidationReason.INVALID_REQUEST, detail));
    }

    private void reply(ReplyAddress sender, Answer answer, Outputs out) {
        var accepted = !(answer instanceof Answer.Refused);
        var body =
                switch (answer) {
                    case Answer.Accepted done -> done.body();
                    case Answer.Repeated repeated -> repeated.body();
                    case Answer.Asked ignored -> throw new IllegalStateException("a question is no answer");
                    case Answer.Refused refused ->
                        errors.render(refused.error(), sender.commandId()).body();
                };
        sender.reply(accepted, body, Topics.RESOURCES, out);
    }

    @Override
    public Optional<Instant> nextWake() {
        return Stream.concat(Stream.of(sweep.due()), review.due().stream()).min(Comparator.naturalOrder());
    }

    @Override
    public void wake(Instant now, Outputs out) {
        if (!sweep.due().isAfter(now)) {
            sweep.sweep(now);
        }
        for (var submitted : review.take(now)) {
            approve(submitted, now);
        }
    }

    /** What the operator would do; nothing happens where the version was taken back or reviewed meanwhile. */
    private void approve(AutomaticReview.Submitted submitted, Instant now) {
        var account = new TableResources(table, counts, submitted.scope());
        // A review makes nothing new and so needs no ids of its own.
        var context = new DecisionContext(
                now, new CommandIds(0, 0), profiles.of(submitted.scope().account()), connections);
        changes(handler.handle(AutomaticReview.OPERATION, submitted.approval(), account, context))
                .forEach(account::make);
    }
}
