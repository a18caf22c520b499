package io.posthorn.gateway.control;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.Service;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.attachment.Attachments;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.kafka.AcknowledgedWriter;
import io.posthorn.gateway.kafka.InstanceId;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.LogLookup;
import io.posthorn.schemas.MessageLookup;
import io.posthorn.schemas.OperatorCommand;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.OptOutEntry;
import io.posthorn.schemas.topic.Topic;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations that change resources. The owner of the resource decides; its answer is passed on once this instance's
 * own view has seen the change, so that the caller reads what it wrote.
 */
public final class Commands {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CLIENT_FAULT = 400;
    private static final int SERVER_FAULT = 500;
    private static final String OPERATOR_KEY = "operator";
    private static final String INTERNAL = "InternalServerException";

    private final Function<Scope, AccountResources> resources;
    private final AcknowledgedWriter writer;
    private final Replies replies;
    private final Views views;
    private final Attachments attachments;
    private final InstanceId instance;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final Duration patience;

    public Commands(
            Function<Scope, AccountResources> resources,
            AcknowledgedWriter writer,
            Replies replies,
            Views views,
            Attachments attachments,
            InstanceId instance,
            TimeOrderedIds ids,
            Clock clock,
            Duration patience) {
        this.resources = resources;
        this.writer = writer;
        this.replies = replies;
        this.views = views;
        this.attachments = attachments;
        this.instance = instance;
        this.ids = ids;
        this.clock = clock;
        this.patience = patience;
    }

    /** This instance's views of the topics that changes are written to. */
    @FunctionalInterface
    public interface Views {
        /** Waits until the view of the topic contains the record at that place; false where that takes longer. */
        boolean awaitSeen(String topic, int partition, long offset, Duration patience);
    }

    /**
     * All of them: those the model gives to the registration-service, those about opted-out numbers, and the one with a
     * file.
     */
    public List<OfferedOperation> offered(ApiModel model) {
        return Stream.concat(
                        ofRegistration(model).stream(),
                        Stream.of(
                                new OfferedOperation(
                                        "CreateRegistrationAttachment",
                                        call -> attachments.create(call, this::control)),
                                optOut("PutOptedOutNumber", OptOutChange.PUT),
                                optOut("DeleteOptedOutNumber", OptOutChange.DELETE)))
                .toList();
    }

    /** Those the model gives to the registration-service. */
    public List<OfferedOperation> ofRegistration(ApiModel model) {
        return model.operations().stream()
                .filter(Commands::isForRegistration)
                .map(operation -> new OfferedOperation(operation.name(), this::control))
                .toList();
    }

    /** The question about a message, which the owner of its history answers. */
    public OfferedOperation aboutMessages() {
        return new OfferedOperation("GetMessage", this::lookup);
    }

    private Answer lookup(Call call) {
        var caller = call.caller();
        var messageId = call.input().required("MessageId").stringValue().toLowerCase(Locale.ROOT);
        return ask(
                call.operation().name(),
                id -> writer.write(
                        Topics.MESSAGE_LOOKUPS,
                        messageId,
                        new MessageLookup(
                                id,
                                instance.value(),
                                caller.account().value(),
                                caller.region(),
                                messageId,
                                clock.instant()),
                        caller.account()));
    }

    /** The question about the events in a log group, which whoever keeps its files answers. */
    public OfferedOperation aboutLogs() {
        return new OfferedOperation("SearchLogEvents", call -> search(Topics.LOG_LOOKUPS, call));
    }

    /** The question about calls that were taken down, which whoever keeps the files of the audit log answers. */
    public OfferedOperation aboutCalls() {
        return new OfferedOperation("SearchAuditRecords", call -> search(Topics.AUDIT_LOOKUPS, call));
    }

    private Answer search(Topic<LogLookup> topic, Call call) {
        var caller = call.caller();
        return ask(
                call.operation().name(),
                id -> writer.write(
                        topic,
                        caller.account().value(),
                        new LogLookup(
                                id,
                                instance.value(),
                                caller.account().value(),
                                caller.region(),
                                call.input().toString(),
                                clock.instant()),
                        caller.account()));
    }

    private static boolean isForRegistration(Operation operation) {
        var service = operation.service();
        return service != null && service.by() == Service.By.REGISTRATION;
    }

    private Answer control(Call call) {
        return inAccount(call.caller(), call.operation().name(), call.input());
    }

    /** Asks the registration-service to carry out an operation in an account and region. */
    public Answer inAccount(Scope scope, String operation, ObjectNode input) {
        return ask(
                operation,
                id -> writer.write(
                        Topics.CONTROL_COMMANDS,
                        scope.account().value(),
                        new ControlCommand(
                                id,
                                instance.value(),
                                scope.account().value(),
                                scope.region(),
                                operation,
                                input.toString(),
                                clock.instant(),
                                null),
                        scope.account()));
    }

    /** Asks the operator's stage to carry out an operation. */
    public Answer ofOperator(String operation, ObjectNode input) {
        return ask(
                operation,
                id -> writer.write(
                        Topics.OPERATOR_COMMANDS,
                        OPERATOR_KEY,
                        new OperatorCommand(id, instance.value(), operation, input.toString(), clock.instant())));
    }

    private OfferedOperation optOut(String name, OptOutChange change) {
        return new OfferedOperation(name, call -> optOut(call, change));
    }

    private Answer optOut(Call call, OptOutChange change) {
        var caller = call.caller();
        var input = call.input();
        var named = input.required("OptOutListName").stringValue();
        var list = resources.apply(caller).findNamed(ResourceKind.OPT_OUT_LIST, named);
        if (list.isEmpty()) {
            return new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.OPT_OUT_LIST, named));
        }
        var number = PhoneNumber.parse(input.required("OptedOutNumber").stringValue())
                .orElseThrow(() -> new IllegalStateException("validation let pass what is no phone number"))
                .value();
        return onList(call, list.get(), change, number, number, List.of());
    }

    /**
     * Asks for many recipients to be put on a list at once.
     *
     * @param entries their keys all lead to one partition
     */
    public Answer putOnList(Call call, OptOutList list, List<OptOutEntry> entries) {
        return onList(call, list, OptOutChange.IMPORT, entries.getFirst().getPhoneNumber(), "", entries);
    }

    /** @param recipient whose partition gets the command */
    private Answer onList(
            Call call,
            OptOutList list,
            OptOutChange change,
            String recipient,
            String number,
            List<OptOutEntry> imported) {
        var caller = call.caller();
        var account = caller.account().value();
        return ask(
                call.operation().name(),
                id -> writer.write(
                        Topics.OPT_OUT_COMMANDS,
                        RecipientKeys.of(account, caller.region(), recipient),
                        new OptOutCommand(
                                id,
                                instance.value(),
                                account,
                                caller.region(),
                                list.name(),
                                number,
                                change,
                                false,
                                clock.instant(),
                                list.incarnation(),
                                imported),
                        caller.account()));
    }

    /**
     * Writes a command and waits for what its owner says.
     *
     * @param write writes it with its id
     */
    private Answer ask(String operation, Function<String, WriteResult> write) {
        var commandId = ids.next().toString();
        var deadline = System.nanoTime() + patience.toNanos();
        try (var expected = replies.expect(commandId)) {
            return switch (write.apply(commandId)) {
                case BUSY -> new Answer.Refused(new ApiError.Throttling("Too many changes at a time"));
                case FAILED -> new Answer.Refused(new ApiError.InternalServer());
                case KEPT -> {
                    var reply = expected.reply().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    yield answer(reply, Duration.ofNanos(deadline - System.nanoTime()));
                }
            };
        } catch (TimeoutException | ExecutionException late) {
            log.atWarn()
                    .addKeyValue("operation", operation)
                    .addKeyValue("commandId", commandId)
                    .log("no reply in time");
            return new Answer.Refused(new ApiError.InternalServer());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Answer.Refused(new ApiError.InternalServer());
        }
    }

    private Answer answer(ControlReply reply, Duration left) throws TimeoutException {
        if (!reply.getAccepted()) {
            return refused(reply.getBody());
        }
        var topic = reply.getTopic();
        if (topic != null && !views.awaitSeen(topic, reply.getPartition(), reply.getOffset(), left)) {
            throw new TimeoutException("the own view stays behind");
        }
        return new Answer.Done(reply.getBody());
    }

    private static Answer refused(String body) {
        var type = JSON.readTree(body).path("__type").asString(INTERNAL);
        var name = type.substring(type.indexOf('#') + 1);
        return new Answer.Relayed(new ErrorResponse(name.equals(INTERNAL) ? SERVER_FAULT : CLIENT_FAULT, name, body));
    }
}
