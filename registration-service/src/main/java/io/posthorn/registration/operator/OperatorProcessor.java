package io.posthorn.registration.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.HeldNumber;
import io.posthorn.core.operator.NewSigningKey;
import io.posthorn.core.operator.NumberLease;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.platform.control.ReplyAddress;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.registration.inventory.Inventory;
import io.posthorn.registration.inventory.LeaseNumber;
import io.posthorn.registration.inventory.ReturnNumber;
import io.posthorn.schemas.OperatorCommand;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of what the operator keeps: decides the operator's commands in order, and hands numbers out to
 * accounts and takes them back. Every command is one transaction.
 */
final class OperatorProcessor implements PartitionProcessor {
    private static final Logger log = LoggerFactory.getLogger(OperatorProcessor.class);

    private final OperatorHandler handler;
    private final AccountDefaults defaults;
    private final Clock clock;
    private final MeterRegistry registry;
    private final TableOperatorResources state;
    private boolean signingKeyMissing;

    OperatorProcessor(
            OperatorHandler handler,
            AccountDefaults defaults,
            Clock clock,
            MeterRegistry registry,
            TableOperatorResources state) {
        this.handler = handler;
        this.defaults = defaults;
        this.clock = clock;
        this.registry = registry;
        this.state = state;
        signingKeyMissing =
                state.after(OperatorKind.SIGNING_KEY, "", "").findAny().isEmpty();
    }

    void onCommand(Inbound<OperatorCommand> inbound, Outputs out) {
        var command = inbound.value();
        switch (command.getOperation()) {
            case LeaseNumber.OPERATION ->
                lease(command, WireJson.MAPPER.readValue(command.getInput(), LeaseNumber.class), out);
            case ReturnNumber.OPERATION -> takeBack(WireJson.MAPPER.readValue(command.getInput(), ReturnNumber.class));
            default -> decide(inbound, out);
        }
    }

    private void lease(OperatorCommand command, LeaseNumber lease, Outputs out) {
        var found = Numbers.find(state, lease.wish());
        found.ifPresent(number -> state.make(new OperatorDecision.Change.Put(
                number.leased(new NumberLease(lease.scope(), command.getCommandId(), clock.instant())))));
        count(LeaseNumber.OPERATION, found.isPresent() ? "accepted" : "nothing-available");
        Inventory.answer(
                command,
                lease,
                found.<NumberOffer>map(NumberOffer.Offered::of).orElseGet(NumberOffer.Nothing::new),
                out);
    }

    private void takeBack(ReturnNumber returned) {
        var number = state.find(OperatorKind.NUMBER, returned.number().value())
                .filter(held -> held.lease() != null && held.lease().scope().equals(returned.scope()));
        number.ifPresent(held -> state.make(new OperatorDecision.Change.Put(held.leased(null))));
        count(ReturnNumber.OPERATION, number.isPresent() ? "accepted" : "not-leased");
    }

    private void decide(Inbound<OperatorCommand> inbound, Outputs out) {
        var command = inbound.value();
        var sender = new ReplyAddress(command.getCommandId(), command.getReplyTo());
        if (sender.isMissing()) {
            count("unknown", "unanswerable");
            out.deadLetter("UNANSWERABLE", "a command needs an id and somebody to reply to");
            return;
        }
        var outcome = outcome(inbound, out);
        count(
                handler.knows(command.getOperation()) ? command.getOperation() : "unknown",
                outcome.accepted() ? "accepted" : "refused");
        sender.reply(outcome.accepted(), outcome.body(), Topics.OPERATOR_RESOURCES, out);
    }

    private OperatorHandler.Outcome outcome(Inbound<OperatorCommand> inbound, Outputs out) {
        var command = inbound.value();
        try {
            var now = clock.instant();
            var context = new OperatorRequest.Context(now, defaults, OperatorProcessor::hex);
            var outcome =
                    handler.handle(command.getOperation(), command.getInput(), command.getCommandId(), state, context);
            for (var change : outcome.changes()) {
                if (change instanceof OperatorDecision.Change.Put(HeldNumber number)) {
                    reviseLease(number, out);
                }
                state.make(change);
            }
            return outcome;
        } catch (InfrastructureException outOfOrder) {
            throw outOfOrder;
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("operation", command.getOperation())
                    .addKeyValue("commandId", command.getCommandId())
                    .setCause(bug)
                    .log("command parked: it could not be decided");
            out.deadLetter("FAILED", bug.toString());
            return handler.failed(command.getCommandId());
        }
    }

    /** The account that leases a number works with the terms it has been told. */
    private void reviseLease(HeldNumber number, Outputs out) {
        var lease = number.lease();
        if (lease != null
                && state.find(OperatorKind.NUMBER, number.id())
                        .filter(number::hasOtherTerms)
                        .isPresent()) {
            Inventory.revise(lease.scope(), NumberOffer.Offered.of(number), clock.instant(), out);
        }
    }

    /** There is a signing key from the beginning on; one partition means one. */
    @Override
    public Optional<Instant> nextWake() {
        return signingKeyMissing ? Optional.of(Instant.EPOCH) : Optional.empty();
    }

    @Override
    public void wake(Instant now, Outputs out) {
        if (signingKeyMissing) {
            state.make(new OperatorDecision.Change.Put(NewSigningKey.at(now)));
            signingKeyMissing = false;
        }
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private void count(String operation, String outcome) {
        registry.counter("posthorn.registration.operator.commands", "operation", operation, "outcome", outcome)
                .increment();
    }
}
