package io.posthorn.send.carrier;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.platform.line.Exit;
import io.posthorn.platform.line.Lines;
import io.posthorn.platform.line.WaitingGauge;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.trace.StageTrace;
import io.posthorn.schemas.CarrierReference;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.carrier.SubmitResult.Refused;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import io.posthorn.send.line.Rates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to carriers. What is handed over is first written to the table of what is in hand and committed;
 * answers are waited for by nobody: they are written down with the batch in which they are found. So a carrier that is
 * slow or silent delays no other, and what was in hand when a process ended is known and treated as
 * {@link Carrier#inDoubt} says. There is never more of it than the carrier has room for.
 *
 * <p>The number's rate is kept here exactly, because on its way from the throttle a message may come closer to the one
 * before it, and because after an interruption the throttle's releases have piled up. What has to wait is parked in a
 * table, in a line for each number, so that neither a number nor a carrier that is in trouble delays any other.
 */
final class ConnectorProcessor implements PartitionProcessor, Exit<CarrierSubmission> {
    private static final Logger log = LoggerFactory.getLogger(ConnectorProcessor.class);

    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** While answers are to come. */
    private static final Duration LOOK_FOR_ANSWERS = Duration.ofMillis(5);

    /** How long answers are waited for when the partition is given up. */
    private static final Duration LEAVING = Duration.ofSeconds(5);

    /** More often a message is not handed over without an answer. */
    private static final int MOST_TIMES_IN_DOUBT = 1;

    /** Of one partition, with carriers that know no bound of their own; some 2 kB each. */
    private static final int MOST_IN_HAND = 10_000;

    private static final int PAGE = 500;
    private static final String EXPIRED = "time to live ended before the hand-over";
    private static final SubmitResult NO_ANSWER =
            new Refused(MessageStatus.UNKNOWN, "a carrier that answers at once did not");

    private final Carriers carriers;
    private final ResourceView resources;
    private final Clock clock;
    private final ConnectorMeters meters;
    private final Duration answerTimeout;
    private final HandOvers handOvers;
    private final StageTrace trace;
    private final Lines<CarrierSubmission> lines;
    private final CarrierTroubles troubles;
    private final Table<CarrierSubmission> inHand;
    private final Queues queues = new Queues();

    /** Answered at once, by carriers that may be asked again. */
    private final List<Answered> repeatable = new ArrayList<>();

    /** To be handed over when the batch is committed. */
    private final List<CarrierSubmission> leaving = new ArrayList<>();

    /** Handed over; the one that waits longest first. */
    private final SequencedMap<String, HandedOver> handedOver = new LinkedHashMap<>();

    /** Ids of messages whose answers are there; other threads add to it. */
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();

    /** In hand when this partition came, and nobody knows more. */
    private final List<CarrierSubmission> found = new ArrayList<>();

    /** Ids of messages whose answers are written down with this batch. */
    private final List<String> ended = new ArrayList<>();

    private record HandedOver(CarrierSubmission submission, CompletableFuture<SubmitResult> answer, Instant giveUpAt) {}

    private record Answered(CarrierSubmission submission, SubmitResult result) {}

    private ConnectorProcessor(
            StageSpec.Partition partition,
            Carriers carriers,
            ResourceView resources,
            Rates rates,
            Clock clock,
            ConnectorMeters meters,
            Duration answerTimeout,
            HandOvers handOvers,
            WaitingGauge parked) {
        this.carriers = carriers;
        this.resources = resources;
        this.clock = clock;
        this.meters = meters;
        this.answerTimeout = answerTimeout;
        this.handOvers = handOvers;
        this.trace = partition.trace();
        this.lines = new Lines<>(
                partition.table(Topics.PARKED_SUBMISSIONS), WINDOW, Duration.ZERO, rates::of, this, clock.instant());
        this.troubles = new CarrierTroubles(partition.table(Topics.CARRIER_TROUBLES), partition.number());
        this.inHand = partition.table(Topics.HANDED_SUBMISSIONS);
        parked.watch(partition.number(), lines);
        findInHand();
    }

    static StageSpec<ConnectorProcessor> stage(
            Carriers carriers,
            ResourceView resources,
            Rates rates,
            Clock clock,
            MeterRegistry registry,
            Duration answerTimeout) {
        var meters = new ConnectorMeters(carriers, registry);
        var parked = new WaitingGauge("posthorn.send.parked", registry);
        var handOvers = new HandOvers();
        return StageSpec.of("connector", ConnectorProcessor.class)
                .reads(Topics.CARRIER_SUBMISSIONS, ConnectorProcessor::onSubmission)
                .keeps(Topics.PARKED_SUBMISSIONS)
                .keeps(Topics.HANDED_SUBMISSIONS)
                .keeps(Topics.CARRIER_TROUBLES)
                .with(partition -> new ConnectorProcessor(
                        partition, carriers, resources, rates, clock, meters, answerTimeout, handOvers, parked));
    }

    private void findInHand() {
        for (var page = inHand.page("", "", PAGE);
                !page.isEmpty();
                page = inHand.page("", page.getLast().key(), PAGE)) {
            for (var entry : page) {
                handOvers
                        .find(entry.key())
                        .ifPresentOrElse(answer -> await(entry.value(), answer), () -> found.add(entry.value()));
            }
        }
    }

    private void onSubmission(Inbound<CarrierSubmission> submission, Outputs out) {
        var message = submission.value().getMessage();
        resources.catchUpWith(submission.headers(), new AccountId(message.getAccountId()));
        var now = clock.instant();
        if (carriers.find(message.getCarrier()).isEmpty()) {
            refuse(message, MessageStatus.CARRIER_UNREACHABLE, "no such carrier connection", now, out);
        } else {
            lines.offer(submission.value(), now, out);
        }
    }

    @Override
    public Optional<Instant> nextWake() {
        if (!answered.isEmpty() || !found.isEmpty()) {
            return Optional.of(Instant.EPOCH);
        }
        var look = handedOver.isEmpty() ? Stream.<Instant>empty() : Stream.of(nextLook());
        return Stream.of(lines.nextWake().stream(), queues.nextWake().stream(), look)
                .flatMap(times -> times)
                .min(Comparator.naturalOrder());
    }

    /** Answers do not wake a stage; it looks for them. */
    private Instant nextLook() {
        var giveUpAt = handedOver.firstEntry().getValue().giveUpAt();
        var next = clock.instant().plus(LOOK_FOR_ANSWERS);
        return giveUpAt.isBefore(next) ? giveUpAt : next;
    }

    @Override
    public void wake(Instant now, Outputs out) {
        writeAnswers(out);
        queues.goOn(now, line -> lines.goOn(line, now, out));
        lines.wake(now, out);
    }

    @Override
    public void endBatch(Outputs out) {
        writeAnswers(out);
        var now = clock.instant();
        queues.goOn(now, line -> lines.goOn(line, now, out));
    }

    @Override
    public String line(CarrierSubmission waiting) {
        var message = waiting.getMessage();
        return message.getAccountId() + "/" + message.getOriginationIdentity();
    }

    @Override
    public Message message(CarrierSubmission waiting) {
        return waiting.getMessage();
    }

    @Override
    public Optional<Instant> notBefore(CarrierSubmission submission, Instant now) {
        var message = submission.getMessage();
        var carrier = carriers.find(message.getCarrier());
        if (carrier.isEmpty() || carrier.get().isRepeatable()) {
            return Optional.empty();
        }
        var name = carrier.get().name();
        var line = line(submission);
        if (queues.mustWait(name, line)) {
            queues.join(name, line);
            return Optional.of(now.plus(Queues.LONGEST));
        }
        var room = handedOver.size() + leaving.size() < MOST_IN_HAND
                ? carrier.get().reserve(message)
                : new Room.Busy(LOOK_FOR_ANSWERS, Room.Limit.WINDOW);
        var wait = wait(room, name, now);
        wait.ifPresent(opens -> queues.stop(name, line, opens));
        return wait.map(opens -> opens.plus(Queues.LONGEST));
    }

    /** Until when there is no room. */
    private Optional<Instant> wait(Room room, String carrier, Instant now) {
        return switch (room) {
            case Room.Free free -> Optional.empty();
            case Room.Busy busy -> {
                meters.countHeld(carrier, busy.limit());
                yield Optional.of(now.plus(busy.after()));
            }
            case Room.Down down -> {
                troubles.tookNothing(carrier, down.after(), now);
                yield Optional.of(now.plus(down.after()));
            }
        };
    }

    @Override
    public Instant release(CarrierSubmission submission, Instant now, Outputs out) {
        var message = submission.getMessage();
        var carrier = carriers.find(message.getCarrier());
        if (carrier.isEmpty()) {
            refuse(message, MessageStatus.CARRIER_UNREACHABLE, "no such carrier connection", now, out);
        } else if (carrier.get().isRepeatable()) {
            var answer = traced(carrier.get(), message, HandOvers::submit);
            repeatable.add(new Answered(submission, answer.getNow(NO_ANSWER)));
        } else {
            inHand.put(message.getMessageId(), submission);
            leaving.add(submission);
            return LATER;
        }
        // The second counts from when the carrier had it.
        return clock.instant();
    }

    @Override
    public void expire(CarrierSubmission submission, Instant now, Outputs out) {
        refuse(submission.getMessage(), MessageStatus.TTL_EXPIRED, EXPIRED, now, out);
    }

    @Override
    public void committed() {
        ended.forEach(handOvers::end);
        ended.clear();
        for (var submission : leaving) {
            handOver(submission);
            lines.gone(submission, clock.instant());
        }
        leaving.clear();
    }

    private void handOver(CarrierSubmission submission) {
        var message = submission.getMessage();
        var carrier = carriers.find(message.getCarrier());
        if (carrier.isEmpty()) {
            throw new IllegalStateException("carrier '" + message.getCarrier() + "' was there when room was asked for");
        }
        if (message.getExpiresAt().isAfter(clock.instant())) {
            var answer = traced(carrier.get(), message, handOvers::begin);
            await(submission, answer);
            if (answer.state() == Future.State.SUCCESS && answer.resultNow() instanceof TryLater later) {
                // Those behind it must not pass before this is written down.
                lines.hold(submission, clock.instant().plus(later.after()));
            }
        } else {
            carrier.get().forgo(message);
            await(submission, CompletableFuture.completedFuture(new Refused(MessageStatus.TTL_EXPIRED, EXPIRED)));
        }
    }

    private CompletableFuture<SubmitResult> traced(
            Carrier carrier, Message message, BiFunction<Carrier, Message, CompletableFuture<SubmitResult>> submit) {
        var told = trace.call(message.getMessageId(), "submit " + carrier.name());
        var answer = submit.apply(carrier, message);
        var unused = answer.whenComplete((result, failed) -> told.accept(
                switch (result) {
                    case null -> "no answer";
                    case SubmitResult.Accepted accepted -> "accepted";
                    case Refused refused -> "refused";
                    case TryLater later -> "later";
                }));
        return answer;
    }

    private void await(CarrierSubmission submission, CompletableFuture<SubmitResult> answer) {
        var id = submission.getMessage().getMessageId();
        handedOver.put(id, new HandedOver(submission, answer, clock.instant().plus(answerTimeout)));
        var unused = answer.whenComplete((result, failed) -> answered.add(id));
    }

    @Override
    public boolean isUnderWay() {
        return !handedOver.isEmpty();
    }

    @Override
    public void leave(Outputs out) {
        var answers = handedOver.values().stream().map(HandedOver::answer).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(answers).get(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException | TimeoutException unanswered) {
            log.atDebug().setCause(unanswered).log("a partition is given up before all answers are there");
        }
        writeAnswers(out);
    }

    @Override
    public void dropped() {
        leaving.forEach(submission -> carriers.find(submission.getMessage().getCarrier())
                .ifPresent(carrier -> carrier.forgo(submission.getMessage())));
        handedOver.keySet().forEach(handOvers::forgetLater);
    }

    private void writeAnswers(Outputs out) {
        var tryLater = new ArrayList<CarrierSubmission>();
        for (var each : repeatable) {
            write(each.submission(), each.result(), tryLater, out);
        }
        repeatable.clear();
        for (var each : found) {
            inHand.delete(each.getMessage().getMessageId());
            inDoubt(each, "in hand when its process ended", tryLater, out);
        }
        found.clear();
        for (var id = answered.poll(); id != null; id = answered.poll()) {
            var each = handedOver.get(id);
            // What is handed over once more has another answer.
            if (each != null && each.answer().isDone()) {
                end(each, tryLater, out);
            }
        }
        var now = clock.instant();
        while (!handedOver.isEmpty()
                && !handedOver.firstEntry().getValue().giveUpAt().isAfter(now)) {
            end(handedOver.firstEntry().getValue(), tryLater, out);
        }
        // The last one first, so that they stand in their line in their old order.
        for (var submission : tryLater.reversed()) {
            lines.putBack(submission, now);
            count(submission.getMessage(), "later");
        }
    }

    private void end(HandedOver each, List<CarrierSubmission> tryLater, Outputs out) {
        var id = each.submission().getMessage().getMessageId();
        handedOver.remove(id);
        inHand.delete(id);
        ended.add(id);
        queues.open(each.submission().getMessage().getCarrier());
        each.answer().cancel(false);
        switch (each.answer().state()) {
            case SUCCESS -> write(each.submission(), each.answer().resultNow(), tryLater, out);
            case FAILED ->
                inDoubt(each.submission(), String.valueOf(each.answer().exceptionNow()), tryLater, out);
            default -> inDoubt(each.submission(), "no answer in time", tryLater, out);
        }
    }

    private void write(
            CarrierSubmission submission, SubmitResult result, List<CarrierSubmission> tryLater, Outputs out) {
        var message = submission.getMessage();
        switch (result) {
            case SubmitResult.Accepted accepted -> accepted(message, accepted, out);
            case Refused refused -> refuse(message, refused.status(), refused.detail(), clock.instant(), out);
            case TryLater later -> {
                lines.hold(submission, clock.instant().plus(later.after()));
                troubles.tookNothing(message.getCarrier(), later.after(), clock.instant());
                tryLater.add(submission);
            }
        }
    }

    private void inDoubt(CarrierSubmission submission, String reason, List<CarrierSubmission> tryLater, Outputs out) {
        var message = submission.getMessage();
        var policy = carriers.find(message.getCarrier()).map(Carrier::inDoubt).orElse(InDoubt.UNKNOWN);
        var resend = policy == InDoubt.RESEND && submission.getTimesInDoubt() < MOST_TIMES_IN_DOUBT;
        log.atWarn()
                .addKeyValue("messageId", message.getMessageId())
                .addKeyValue("carrier", message.getCarrier())
                .addKeyValue("reason", reason)
                .addKeyValue("resend", resend)
                .log("nobody knows whether the carrier has a message");
        meters.countInDoubt(message.getCarrier(), resend ? InDoubt.RESEND : InDoubt.UNKNOWN);
        troubles.tookNothing(message.getCarrier(), Duration.ZERO, clock.instant());
        if (resend) {
            tryLater.add(new CarrierSubmission(message, submission.getReleasedAt(), submission.getTimesInDoubt() + 1));
        } else {
            refuse(message, MessageStatus.UNKNOWN, "no answer from the carrier", clock.instant(), out);
        }
    }

    private void accepted(Message message, SubmitResult.Accepted accepted, Outputs out) {
        var now = clock.instant();
        report(CarrierReports.submitted(message, accepted, now), out);
        var references = accepted.references();
        if (references != null) {
            for (int part = 0; part < references.ids().size(); part++) {
                out.send(
                        Topics.CARRIER_REFERENCES,
                        CarrierReports.key(
                                references.connection(), references.ids().get(part)),
                        new CarrierReference(message.getMessageId(), part, now));
            }
        }
        for (var receipt : accepted.receipts()) {
            report(
                    CarrierReports.receipt(
                            message.getMessageId(), message.getCarrier(), accepted.carrierMessageId(), receipt, now),
                    out);
        }
        troubles.tookOne(message.getCarrier());
        count(message, "accepted");
    }

    private void refuse(Message message, MessageStatus status, String detail, Instant at, Outputs out) {
        report(CarrierReports.refused(message, status, detail, at), out);
        count(message, status == MessageStatus.TTL_EXPIRED ? "expired" : "refused");
    }

    private static void report(CarrierReport report, Outputs out) {
        out.send(Topics.CARRIER_REPORTS, report.getMessageId(), report);
    }

    private void count(Message message, String outcome) {
        meters.countSubmitted(message.getCarrier(), outcome);
    }
}
