package io.posthorn.gateway.handset;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.simulator.SimulatorDestination.Outcome;
import io.posthorn.core.simulator.SimulatorDestinations;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.platform.kafka.KafkaClients;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/**
 * Phones that are played: an account sees what its messages to them were, and writes to its own numbers from them. They
 * are the recipients of played carriers; there are none unless a played carrier is named.
 */
public final class Handsets {
    private static final String PHONE_NUMBER = "PhoneNumber";
    private static final String DESTINATION = "DestinationPhoneNumber";

    private final Set<String> carriers;
    private final Messages messages;
    private final Function<Scope, AccountResources> resources;
    private final Inbox inbox;
    private final TimeOrderedIds ids;

    /** What carriers were given. */
    @FunctionalInterface
    public interface Messages {

        /** Those that match, the newest first. */
        List<Received> find(Predicate<Received> wanted);
    }

    /** Where carriers hand over what people write. */
    @FunctionalInterface
    public interface Inbox {
        WriteResult receive(InboundText text, AccountId account);
    }

    /**
     * Makes the phones.
     *
     * @param carriers names of the played carriers
     */
    public Handsets(
            Set<String> carriers,
            Messages messages,
            Function<Scope, AccountResources> resources,
            Inbox inbox,
            TimeOrderedIds ids) {
        this.carriers = Set.copyOf(carriers);
        this.messages = messages;
        this.resources = resources;
        this.inbox = inbox;
        this.ids = ids;
    }

    /**
     * What the recipients of played carriers receive.
     *
     * @param carriers names of the played carriers
     */
    public static RecentSubmissions messages(KafkaClients clients, Set<String> carriers) {
        return new RecentSubmissions(
                clients, message -> carriers.contains(message.carrier()) && isReached(message.phoneNumber()));
    }

    /** Some destinations are there to play that nothing arrives. */
    private static boolean isReached(String phoneNumber) {
        return PhoneNumber.parse(phoneNumber)
                .flatMap(SimulatorDestinations::find)
                .filter(destination -> destination.outcome() == Outcome.UNREACHABLE)
                .isEmpty();
    }

    /** The operations; none where no carrier is played. */
    public List<OfferedOperation> offered() {
        return carriers.isEmpty()
                ? List.of()
                : List.of(
                        new OfferedOperation("ListHandsetMessages", this::list),
                        new OfferedOperation("SendHandsetMessage", this::send));
    }

    private record Listed(List<Received> messages) {}

    private Answer list(Call call) {
        var account = call.caller().account().value();
        var phone = number(call, PHONE_NUMBER).value();
        try {
            var found = messages.find(message ->
                    message.phoneNumber().equals(phone) && message.accountId().equals(account));
            return done(call, new Listed(found));
        } catch (KafkaException unreachable) {
            return new Answer.Refused(new ApiError.InternalServer());
        }
    }

    private record Taken(String carrierMessageId) {}

    private Answer send(Call call) {
        var from = number(call, PHONE_NUMBER);
        var to = number(call, DESTINATION);
        var number = resources.apply(call.caller()).findNumber(to);
        if (number.isEmpty()) {
            return new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.PHONE_NUMBER, to.value()));
        }
        if (!carriers.contains(number.get().carrier())
                && SimulatorDestinations.find(from).isEmpty()) {
            return new Answer.Refused(new ApiError.Validation(
                    ValidationReason.INVALID_PARAMETER,
                    List.of(new ApiError.Field(
                            DESTINATION,
                            "has a carrier that is not played: only simulator destinations can write to it")),
                    ""));
        }
        var account = call.caller().account();
        // The same request again is the same message: it is known by the carrier's id.
        var key = Objects.requireNonNullElseGet(
                call.idempotencyKey(), () -> ids.next().toString());
        var id = account + "/" + key;
        var text = new InboundText(
                number.get().carrier(),
                from.value(),
                to.value(),
                call.input().required("MessageBody").stringValue(),
                null,
                id);
        return switch (inbox.receive(text, account)) {
            case KEPT -> done(call, new Taken(id));
            case BUSY -> new Answer.Refused(new ApiError.Throttling("Too many messages at a time"));
            case FAILED -> new Answer.Refused(new ApiError.InternalServer());
        };
    }

    /** The model has checked the form. */
    private static PhoneNumber number(Call call, String member) {
        return PhoneNumber.parse(call.input().required(member).stringValue()).orElseThrow();
    }

    private static Answer done(Call call, Object output) {
        return new Answer.Done(
                WireJson.answer(call.operation().output(), output).toString());
    }
}
