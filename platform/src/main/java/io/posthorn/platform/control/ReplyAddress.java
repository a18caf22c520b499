package io.posthorn.platform.control;

import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Position;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.topic.Topic;
import io.posthorn.schemas.topic.Topics;

/**
 * Who waits for the reply to a command.
 *
 * @param commandId of the command
 * @param replyTo instance that waits
 */
public record ReplyAddress(String commandId, String replyTo) {

    /** Whether there is nobody who could get a reply. */
    public boolean isMissing() {
        return commandId.isEmpty() || replyTo.isEmpty();
    }

    /** Replies at once: nothing has changed. */
    public void reply(boolean accepted, String body, Outputs out) {
        out.send(Topics.CONTROL_REPLIES, commandId, reply(accepted, body, Position.NONE));
    }

    /** Replies with the place of the last change that was made to a table for this command. */
    public void reply(boolean accepted, String body, Topic<?> table, Outputs out) {
        out.reply(Topics.CONTROL_REPLIES, commandId, table, position -> reply(accepted, body, position));
    }

    private ControlReply reply(boolean accepted, String body, Position position) {
        return new ControlReply(
                commandId,
                replyTo,
                accepted,
                body,
                position.equals(Position.NONE) ? null : position.topic(),
                position.partition(),
                position.offset());
    }
}
