package io.posthorn.registration.inventory;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.OperatorCommand;
import io.posthorn.schemas.topic.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The way of a number from the inventory to an account and back. Both sides write in the transaction in which they
 * decide, so that a number is never with two accounts and never lost between two: the account's side asks; the
 * inventory takes a number out for that account and hands the command back with it; the account's side writes the
 * number down, or gives it back.
 */
public final class Inventory {
    /** Key of all commands to the operator's stage: their topic has one partition. */
    public static final String KEY = "inventory";

    private static final String NOTHING = "{}";

    private Inventory() {}

    /** Asks for a number, in the name of a command that cannot go on without. */
    public static void ask(ControlCommand command, Scope scope, NumberWish wish, Outputs out) {
        var lease = new LeaseNumber(scope, command.getOperation(), command.getInput(), wish);
        out.send(
                Topics.OPERATOR_COMMANDS,
                KEY,
                new OperatorCommand(
                        command.getCommandId(),
                        command.getReplyTo(),
                        LeaseNumber.OPERATION,
                        WireJson.MAPPER.writeValueAsString(lease),
                        command.getRequestedAt()));
    }

    /** Hands the command back to the owner of the account, with what the inventory has for it. */
    public static void answer(OperatorCommand command, LeaseNumber lease, NumberOffer offer, Outputs out) {
        var account = lease.scope().account().value();
        out.send(
                Topics.CONTROL_COMMANDS,
                account,
                new ControlCommand(
                        command.getCommandId(),
                        command.getReplyTo(),
                        account,
                        lease.scope().region(),
                        lease.operation(),
                        lease.input(),
                        command.getRequestedAt(),
                        switch (offer) {
                            case NumberOffer.Nothing ignored -> NOTHING;
                            case NumberOffer.Offered offered -> WireJson.MAPPER.writeValueAsString(offered);
                        }));
    }

    /** What the inventory has answered to a command; null where it was not asked. */
    public static @Nullable NumberOffer offer(ControlCommand command) {
        var text = command.getOffer();
        if (text == null) {
            return null;
        }
        return text.equals(NOTHING)
                ? new NumberOffer.Nothing()
                : WireJson.MAPPER.readValue(text, NumberOffer.Offered.class);
    }

    /** Gives a number back. */
    public static void giveBack(Scope scope, PhoneNumber number, Instant now, Outputs out) {
        out.send(
                Topics.OPERATOR_COMMANDS,
                KEY,
                new OperatorCommand(
                        "",
                        "",
                        ReturnNumber.OPERATION,
                        WireJson.MAPPER.writeValueAsString(new ReturnNumber(scope, number)),
                        now));
    }

    /** Tells the owner of an account that the terms of one of its numbers have changed. */
    public static void revise(Scope scope, NumberOffer.Offered terms, Instant now, Outputs out) {
        var account = scope.account().value();
        out.send(
                Topics.CONTROL_COMMANDS,
                account,
                new ControlCommand(
                        "",
                        "",
                        account,
                        scope.region(),
                        ReviseNumber.OPERATION,
                        WireJson.MAPPER.writeValueAsString(new ReviseNumber(scope, terms)),
                        now,
                        null));
    }

    /** Whether the number came from the inventory: simulator numbers come from nowhere. */
    public static boolean owns(OriginationNumber number) {
        return number.type() != NumberType.SIMULATOR;
    }
}
