package io.posthorn.send.inbound;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.seen.SeenIds;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.InboundMessage;
import io.posthorn.schemas.InboundPart;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What carriers hand over in; whole messages of known accounts out. The parts of a message come to the same processor,
 * because they are keyed by the two numbers.
 */
final class InboundProcessor implements PartitionProcessor {
    /** A number of parts takes one byte in the header of a part. */
    private static final int MOST_PARTS = 255;

    private final ResourceView resources;
    private final InboundMeters meters;
    private final Clock clock;
    private final SeenIds seen;
    private final PartsTable joining;

    private InboundProcessor(
            ResourceView resources,
            Duration partsWithin,
            InboundMeters meters,
            Clock clock,
            StageSpec.Partition partition) {
        this.resources = resources;
        this.meters = meters;
        this.clock = clock;
        seen = new SeenIds(partition.table(Topics.CARRIER_MESSAGE_IDS), clock.instant());
        joining = new PartsTable(partition.table(Topics.JOINING_MESSAGES), partsWithin, this::tell);
    }

    static StageSpec<InboundProcessor> stage(
            ResourceView resources, Duration partsWithin, InboundMeters meters, Clock clock) {
        return StageSpec.of("inbound", InboundProcessor.class)
                .reads(Topics.INBOUND_PARTS, InboundProcessor::onPart)
                .keeps(Topics.JOINING_MESSAGES)
                .keeps(Topics.CARRIER_MESSAGE_IDS)
                .with(partition -> new InboundProcessor(resources, partsWithin, meters, clock, partition));
    }

    /** The account's number that was written to. */
    record Receiver(Scope scope, OriginationNumber number) {}

    private void onPart(Inbound<InboundPart> inbound, Outputs out) {
        meters.parts.increment();
        var part = inbound.value();
        var fault = faultOf(part);
        if (fault != null) {
            park("MALFORMED", fault, out);
            return;
        }
        if (PhoneNumber.parse(part.getOriginationNumber()).isEmpty()) {
            park("ORIGINATION_NOT_A_NUMBER", "nobody can be answered", out);
            return;
        }
        var receiver = receiver(part);
        if (receiver.isEmpty()) {
            park("NUMBER_UNKNOWN", "no account has the number that was written to", out);
            return;
        }
        if (isRepeated(part)) {
            meters.repeated.increment();
        } else if (part.getParts() == 1) {
            tell(receiver.get().scope(), receiver.get().number().id(), List.of(part), out);
        } else if (!joining.add(part, receiver.get(), clock.instant(), out)) {
            meters.repeated.increment();
        }
    }

    private void park(String reason, String detail, Outputs out) {
        meters.refused.increment();
        out.deadLetter(reason, detail);
    }

    private static @Nullable String faultOf(InboundPart part) {
        if (part.getParts() < 1 || part.getParts() > MOST_PARTS) {
            return "parts must be 1 to " + MOST_PARTS;
        }
        if (part.getPart() < 1 || part.getPart() > part.getParts()) {
            return "part must be 1 to parts";
        }
        if (part.getParts() > 1 && part.getReference() == null) {
            return "parts of a message must have a reference";
        }
        return part.getText().remaining() % Character.BYTES == 0 ? null : "text must be UTF-16";
    }

    private Optional<Receiver> receiver(InboundPart part) {
        return PhoneNumber.parse(part.getDestinationNumber())
                .flatMap(number -> resources
                        .ownerOf(number)
                        .flatMap(scope ->
                                resources.of(scope).findNumber(number).map(known -> new Receiver(scope, known))));
    }

    private boolean isRepeated(InboundPart part) {
        var id = part.getCarrierMessageId();
        return id != null && !seen.accept(part.getCarrier() + "/" + id, clock.instant());
    }

    private void tell(Scope scope, String phoneNumberId, List<InboundPart> received, Outputs out) {
        var first = received.getFirst();
        var joined = Joining.join(received, first.getParts());
        meters.messages.increment();
        if (joined.missing() > 0) {
            meters.incomplete.increment();
        }
        out.send(
                Topics.INBOUND_MESSAGES,
                InboundText.key(first.getDestinationNumber(), first.getOriginationNumber()),
                new InboundMessage(
                        UUID.randomUUID().toString(),
                        scope.account().value(),
                        scope.region(),
                        phoneNumberId,
                        first.getCarrier(),
                        first.getOriginationNumber(),
                        first.getDestinationNumber(),
                        joined.text(),
                        joined.missing(),
                        first.getReceivedAt()));
    }

    @Override
    public List<Timed> timed() {
        return List.of(seen, joining);
    }
}
