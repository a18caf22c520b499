package io.posthorn.gateway.read;

import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.QueueOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.send.Backlogs;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** How much waits for the rates of an account's numbers; operations of the REST interface only. */
public final class QueueReads {
    private final Function<Scope, AccountResources> resources;
    private final Backlogs backlogs;

    public QueueReads(Function<Scope, AccountResources> resources, Backlogs backlogs) {
        this.resources = resources;
        this.backlogs = backlogs;
    }

    /** All of them. */
    public List<OfferedOperation> offered() {
        return List.of(
                new OfferedOperation("GetPhoneNumberQueue", call -> answer(this::ofNumber, call)),
                new OfferedOperation("ListQueues", call -> answer(this::all, call)));
    }

    private Answer answer(Read read, Call call) {
        return Reads.answer(read, resources.apply(call.caller()), call);
    }

    private Object ofNumber(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var number = Describe.named(
                account, ResourceKind.PHONE_NUMBER, ResourceType.PHONE_NUMBER, Question.text(input, "PhoneNumberId"));
        var owner = account.scope().account();
        var identity = number.number().value();
        return backlogs.of(owner, identity)
                .map(backlog -> QueueOutput.of(owner.value(), identity, backlog))
                .orElseGet(() -> QueueOutput.empty(owner.value(), identity))
                .ofNumber(account.arnOf(number), number.id());
    }

    private Object all(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var question = Question.of(operation, account.scope(), input);
        var owner = account.scope().account();
        var numbers = account.all(ResourceKind.PHONE_NUMBER)
                .map(number -> number.number().value());
        var names = account.all(ResourceKind.SENDER_ID).map(SenderId::name);
        var queues = Stream.concat(numbers, names)
                .distinct()
                .sorted()
                .filter(identity -> identity.compareTo(question.after()) > 0)
                .flatMap(identity ->
                        backlogs
                                .of(owner, identity)
                                .map(backlog -> QueueOutput.of(owner.value(), identity, backlog))
                                .stream());
        return Describe.page(
                "Queues", question.page(queues, QueueOutput::originationIdentity), queue -> queue, Map.of());
    }
}
