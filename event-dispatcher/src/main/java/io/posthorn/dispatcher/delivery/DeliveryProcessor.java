package io.posthorn.dispatcher.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.topic.MessageAttribute;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Sink;
import io.posthorn.dispatcher.sink.Sinks;
import io.posthorn.dispatcher.sink.Target;
import io.posthorn.platform.delivery.Deliveries;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.PlannedBatch;
import io.posthorn.schemas.WaitingDelivery;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets what is told about messages to the places that are to have it. Each place has a queue in the table and is tried
 * in threads of its own, one batch at a time; what became of a batch is written down at the stage's next turn. A batch
 * is delivered when the turn that made it is committed, which is also when the one before has left the queue: in a
 * crash, one batch of each place comes again and no more, beginning with the same record.
 */
public final class DeliveryProcessor implements PartitionProcessor {
    private static final List<String> COUNTED = List.of("published", "retried", "failed", "skipped", "dropped");
    private static final Logger log = LoggerFactory.getLogger(DeliveryProcessor.class);

    /** In earlier versions positions were offsets of a topic, which do not come near it. */
    private static final long FIRST_POSITION = 1L << 50;

    private static final int PAGE = 200;
    private static final int PAGES_IN_A_TURN = 20;
    private static final int RESTORED_AT_ONCE = 1_000;
    private static final int LONGEST_DETAIL = 300;
    private static final int COMPLAINTS = 1_000;

    /** A sink that does not come back is not waited for, unless its places need their order. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(2);

    /** A write that is under way when the partition leaves ends before its next owner begins. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    /** Places come and go. One that has had nothing to take for so long is forgotten, and begun with anew. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private static final Duration LOOK_AT_BREAKER = Duration.ofSeconds(1);
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(2);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(100);

    private final Table<WaitingDelivery> table;
    private final Parts parts;
    private final PlaceReports reports;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final TreeSet<Lane> agenda = new TreeSet<>();

    /** Delivered once this turn is committed. */
    private final List<Made> made = new ArrayList<>();

    private final Queue<Attempt> ended = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<?>> mustEnd = new ArrayList<>();
    /** ARNs complained about, each once. */
    private final Set<String> complaints = new HashSet<>();

    private volatile Map<EventDestination.Target, DeliveryGauges.Waiting> waiting = Map.of();
    /**
     * Positions rise, and are never given away twice: each belongs to an entry that a commit makes a change of the
     * table, and the next process begins with the number of those.
     */
    private long nextPosition;

    /** Entries from here on came in this turn. */
    private long firstOfTurn;

    private int underWay;
    private Instant firstUnderWay = Instant.EPOCH;
    private Instant nextForgetting = Instant.EPOCH;

    /** What all partitions share. */
    private record Parts(
            Sinks sinks,
            ResourceView resources,
            Patience patience,
            InFlight inFlight,
            Executor threads,
            Clock clock,
            MeterRegistry meters) {}

    /** What a place gets next. */
    private record Made(Lane lane, Batch batch) {}

    /** A batch that is or was under way. */
    private record Attempt(Lane lane, List<Entry> batch, List<Outcome> outcomes) {}

    private DeliveryProcessor(StageSpec.Partition partition, Parts parts, DeliveryGauges gauges) {
        this.table = partition.table(Topics.WAITING_DELIVERIES);
        this.parts = parts;
        this.reports = new PlaceReports(
                partition.table(Topics.PLACE_BACKLOGS), parts.clock().instant());
        nextPosition = FIRST_POSITION + table.changes();
        firstOfTurn = nextPosition;
        restore();
        gauges.watch(partition.number(), this);
    }

    /**
     * The stage.
     *
     * @param threads deliver; none of them is the stage's
     */
    public static StageSpec<DeliveryProcessor> stage(
            Sinks sinks,
            ResourceView resources,
            DeliveryProperties properties,
            Executor threads,
            Clock clock,
            MeterRegistry meters) {
        var gauges = new DeliveryGauges(meters);
        // There from the beginning: an alert does not see the step from nothing to one.
        for (var kind : EventDestination.Target.values()) {
            COUNTED.forEach(what -> counter(meters, what, kind));
        }
        var parts = new Parts(
                sinks,
                resources,
                new Patience(properties, clock),
                new InFlight(properties.inFlight().toBytes()),
                threads,
                clock,
                meters);
        return StageSpec.of("event-delivery", DeliveryProcessor.class)
                .reads(Topics.EVENT_DELIVERIES, DeliveryProcessor::onDelivery)
                .keeps(Topics.WAITING_DELIVERIES)
                .keeps(Topics.PLACE_BACKLOGS)
                .with(partition -> new DeliveryProcessor(partition, parts, gauges));
    }

    private void restore() {
        var after = "";
        List<Table.Entry<WaitingDelivery>> page;
        do {
            page = table.page("", after, RESTORED_AT_ONCE);
            for (var stored : page) {
                restore(Entry.of(stored));
                after = stored.key();
            }
        } while (page.size() == RESTORED_AT_ONCE);
        lanes.values().forEach(this::putOnAgenda);
    }

    private void restore(Entry entry) {
        var delivery = entry.value().getDelivery();
        var target = Target.of(kind(delivery), delivery.getTargetArn());
        if (target.isEmpty()) {
            log.atError()
                    .addKeyValue("target", delivery.getTargetArn())
                    .log("a delivery waits for a target of no kind");
            return;
        }
        var lane = lane(Place.of(new AccountId(delivery.getAccountId()), target.get())
                .branch(entry.value().getBranch()));
        lane.added(entry.position(), entry.size(), entry.value().getAcceptedAt());
        if (entry.value().getBatch() != null && plan(lane).isPresent()) {
            lane.setPlanned(true);
        }
    }

    private Lane lane(Place place) {
        return lanes.computeIfAbsent(
                Lane.key(place),
                key -> new Lane(
                        place, parts.sinks().of(place.account(), place.target().kind()), parts.patience()));
    }

    private static EventDestination.Target kind(EventDelivery delivery) {
        return EventDestination.Target.valueOf(delivery.getKind().name());
    }

    private void onDelivery(Inbound<EventDelivery> inbound, Outputs out) {
        var delivery = inbound.value();
        var account = new AccountId(delivery.getAccountId());
        parts.resources().catchUpWith(inbound.headers(), account);
        var target = Target.of(kind(delivery), delivery.getTargetArn());
        if (target.isEmpty()) {
            complain(delivery);
            count("failed", kind(delivery));
            return;
        }
        var places = parts.sinks().of(account, kind(delivery)).placesOf(Place.of(account, target.get())).stream()
                .filter(place -> delivery.getBranch() == null || place.branch().equals(delivery.getBranch()))
                .toList();
        if (places.isEmpty() || !isWanted(delivery)) {
            count(places.isEmpty() ? "skipped" : "dropped", kind(delivery));
            return;
        }
        var position = nextPosition;
        for (var place : places) {
            var lane = lane(place);
            var acceptedAt = parts.clock().instant();
            var entry = new Entry(
                    position,
                    lane.entry(position),
                    new WaitingDelivery(delivery, place.branch(), acceptedAt, 0, null, null, null));
            table.put(entry.key(), entry.value());
            lane.added(entry.position(), entry.size(), acceptedAt);
            putOnAgenda(lane);
        }
        nextPosition++;
    }

    private void complain(EventDelivery delivery) {
        if (complaints.size() < COMPLAINTS && complaints.add(delivery.getTargetArn())) {
            log.atWarn()
                    .addKeyValue("destination", delivery.getDestinationId())
                    .addKeyValue("target", delivery.getTargetArn())
                    .log("events cannot be published: the ARN names no place of the destination's kind");
        }
    }

    private void putOnAgenda(Lane lane) {
        agenda.remove(lane);
        lane.setDue(lane.ready(parts.clock().instant()).orElse(null));
        if (lane.due().isPresent()) {
            agenda.add(lane);
        }
        reports.note(lane);
    }

    @Override
    public Optional<Instant> nextWake() {
        if (!ended.isEmpty()) {
            return Optional.of(Instant.EPOCH);
        }
        var next = reports.nextWake();
        if (!agenda.isEmpty()) {
            next = earlier(next, agenda.first().due());
        }
        return underWay == 0 ? next : earlier(next, Optional.of(nextLook()));
    }

    /** What is fast is looked at often, what takes its time rarely. */
    private Instant nextLook() {
        var now = parts.clock().instant();
        var since = Duration.between(firstUnderWay, now).dividedBy(4);
        var look = since.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : since;
        return now.plus(look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.get().isBefore(other.get()) ? one : other;
    }

    @Override
    public void wake(Instant now, Outputs out) {
        for (var attempt = ended.poll(); attempt != null; attempt = ended.poll()) {
            settle(attempt, now, out);
        }
        makeDue(now, out);
        reports.tell(now);
    }

    @Override
    public void endBatch(Outputs out) {
        var now = parts.clock().instant();
        if (!now.isBefore(nextForgetting)) {
            lanes.values().removeIf(lane -> lane.isIdleSince(now.minus(MEMORY)));
            nextForgetting = now.plus(MEMORY);
        }
        waiting = counted(now);
    }

    private Map<EventDestination.Target, DeliveryGauges.Waiting> counted(Instant now) {
        var counted = new EnumMap<EventDestination.Target, DeliveryGauges.Waiting>(EventDestination.Target.class);
        for (var lane : lanes.values()) {
            if (lane.waiting() > 0) {
                var open = lane.breaker().getState() == CircuitBreaker.State.OPEN;
                counted.compute(
                        lane.place().target().kind(),
                        (kind, others) -> (others == null ? DeliveryGauges.Waiting.NONE : others)
                                .and(lane.waiting(), lane.late(now).toMillis(), open));
            }
        }
        return counted;
    }

    /** What waits for places of a kind; any thread may ask. */
    DeliveryGauges.Waiting waiting(EventDestination.Target kind) {
        return waiting.getOrDefault(kind, DeliveryGauges.Waiting.NONE);
    }

    @Override
    public void committed() {
        made.forEach(this::deliver);
        made.clear();
        firstOfTurn = nextPosition;
    }

    private void makeDue(Instant now, Outputs out) {
        var due = agenda.stream()
                .takeWhile(lane -> lane.due().filter(time -> !time.isAfter(now)).isPresent())
                .toList();
        for (var lane : due) {
            make(lane, now, out);
            if (lane.isInFlight()) {
                putOnAgenda(lane);
            } else {
                putOnAgendaAnew(lane);
            }
        }
    }

    private void make(Lane lane, Instant now, Outputs out) {
        if (!lane.breaker().tryAcquirePermission()) {
            giveUpOld(lane, now, out);
            lane.hold(now.plus(LOOK_AT_BREAKER));
            return;
        }
        var batch = lane.isPlanned() ? planned(lane, now) : batch(lane, now);
        if (batch.isEmpty()) {
            lane.breaker().releasePermission();
            return;
        }
        if (batch.plan == null) {
            plan(lane).ifPresent(plan -> remember(lane, batch, plan));
        }
        parts.inFlight().take(batch.bytes);
        lane.setInFlight(true);
        made.add(new Made(lane, batch));
    }

    private static Optional<String> plan(Lane lane) {
        return lane.sink().plan(lane.place());
    }

    /** Writes down what the batch is, so that it is the same when it comes again. */
    private void remember(Lane lane, Batch batch, String plan) {
        var last = batch.entries.getLast().position();
        var first = batch.entries.getFirst().beginning(new PlannedBatch(last, plan));
        table.put(first.key(), first.value());
        batch.entries.set(0, first);
        batch.plan = plan;
        lane.setPlanned(true);
    }

    private void deliver(Made next) {
        var lane = next.lane();
        var batch = next.batch();
        var entries = List.copyOf(batch.entries);
        var place = lane.place();
        var addressed = new Place(place.account(), place.target(), place.branch(), batch.role);
        var publications = entries.stream().map(DeliveryProcessor::publication).toList();
        firstUnderWay = underWay == 0 ? parts.clock().instant() : firstUnderWay;
        underWay++;
        var plan = batch.plan;
        var answer = new CompletableFuture<List<Outcome>>();
        parts.threads().execute(() -> attempt(lane.sink(), addressed, publications, plan, answer));
        if (lane.limits().inOrder()) {
            mustEnd.removeIf(CompletableFuture::isDone);
            mustEnd.add(answer);
        } else {
            answer.orTimeout(LONGEST_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
        }
        var unused = answer.whenComplete((outcomes, failed) -> {
            parts.inFlight().giveBack(batch.bytes);
            ended.add(new Attempt(lane, entries, complete(outcomes, failed, entries)));
        });
    }

    private static void attempt(
            Sink sink,
            Place place,
            List<Publication> batch,
            @Nullable String plan,
            CompletableFuture<List<Outcome>> answer) {
        try {
            var tried = plan == null ? sink.deliver(place, batch) : sink.deliver(place, batch, plan);
            var unused = tried.whenComplete((outcomes, failed) -> {
                if (failed == null) {
                    answer.complete(outcomes);
                } else {
                    answer.completeExceptionally(failed);
                }
            });
        } catch (RuntimeException | Error broken) {
            // Whatever it was, without an answer the place would not be tried again.
            answer.completeExceptionally(broken);
        }
    }

    private static Publication publication(Entry entry) {
        var delivery = entry.value().getDelivery();
        return new Publication(
                delivery.getEventId(),
                entry.position(),
                entry.value().getAcceptedAt(),
                delivery.getMessageId(),
                delivery.getType(),
                delivery.getHappenedAt(),
                delivery.getJson(),
                entry.value().getAttempts() + 1,
                delivery.getSubject(),
                attributes(delivery),
                Objects.requireNonNullElse(delivery.getTexts(), Map.of()));
    }

    private static Map<String, MessageAttribute> attributes(EventDelivery delivery) {
        var attributes = new TreeMap<String, MessageAttribute>();
        if (delivery.getAttributes() != null) {
            delivery.getAttributes()
                    .forEach((name, said) ->
                            attributes.put(name, new MessageAttribute(said.getType(), said.getValue())));
        }
        return attributes;
    }

    private static List<Outcome> complete(
            @Nullable List<Outcome> outcomes, @Nullable Throwable failed, List<Entry> batch) {
        if (outcomes != null && outcomes.size() == batch.size()) {
            return outcomes;
        }
        var cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof RuntimeException || cause instanceof Error) {
            log.atWarn().setCause(cause).log("a sink failed in an unexpected way; the batch will be tried again");
        }
        var detail = cause == null ? "the sink told too little" : cause.toString();
        return new Outcome.TryAgain(detail).forAll(batch);
    }

    private Batch batch(Lane lane, Instant now) {
        var limits = lane.limits();
        var careful = !limits.inOrder() && lane.breaker().getState() != CircuitBreaker.State.CLOSED;
        var one = careful || !parts.inFlight().hasRoom();
        var batch = new Batch(one ? 1 : limits.records(), limits.bytes(), limits.linger());
        takeParked(lane, batch, now);
        takeFresh(lane, limits.inOrder(), batch);
        return batch;
    }

    /**
     * The batch at the head of the queue that may have been tried. While memory is short it waits, unless it is a
     * single record; if nobody wants anything of it any more, it is dropped.
     */
    private Batch planned(Lane lane, Instant now) {
        var first = Entry.of(table.page(lane.prefix(), lane.takenUpEntry(), 1).getFirst());
        var noted = Objects.requireNonNull(first.value().getBatch());
        var batch = Batch.planned(noted.getPlan());
        if (noted.getLast() > first.position() && !parts.inFlight().hasRoom()) {
            lane.hold(now.plus(LONGEST_LOOK));
            return batch;
        }
        var after = lane.takenUpEntry();
        List<Table.Entry<WaitingDelivery>> page;
        do {
            page = table.page(lane.prefix(), after, PAGE).stream()
                    .takeWhile(stored -> Lane.positionOfEntry(stored.key()) <= noted.getLast())
                    .toList();
            for (var stored : page) {
                batch.add(Entry.of(stored));
                after = stored.key();
            }
        } while (page.size() == PAGE);
        var wanted = batch.entries.stream().filter(this::isWanted);
        var firstWanted = wanted.findFirst();
        if (firstWanted.isEmpty()) {
            batch.entries.forEach(each -> drop(lane, each));
            lane.setPlanned(false);
            return Batch.planned(noted.getPlan());
        }
        batch.role = role(firstWanted.get().value().getDelivery());
        return batch;
    }

    /** Those that are to be tried again, in their order; never one whose message has an earlier one among them. */
    private void takeParked(Lane lane, Batch batch, Instant now) {
        var messages = new HashSet<String>();
        for (var parked : List.copyOf(lane.parked().entrySet())) {
            if (batch.full) {
                return;
            }
            var first = messages.add(parked.getValue().messageId());
            if (first && !parked.getValue().notBefore().isAfter(now)) {
                var key = lane.entry(parked.getKey());
                var stored = table.get(key);
                if (stored.isEmpty()) {
                    throw new IllegalStateException("what was to be tried again is not there: " + key);
                }
                offer(lane, new Entry(parked.getKey(), key, stored.get()), batch);
            }
        }
    }

    /** Those never taken up. */
    private void takeFresh(Lane lane, boolean inOrder, Batch batch) {
        var ahead = new HashSet<String>();
        lane.parked().values().forEach(parked -> ahead.add(parked.messageId()));
        var after = lane.takenUpEntry();
        // Beside what it takes, it looks at no more than a turn has time for.
        var most = PAGES_IN_A_TURN + batch.mostRecords / PAGE;
        for (var pages = 0; pages < most && !batch.full; pages++) {
            var wanted = Math.min(PAGE, batch.mostRecords - batch.entries.size() + 1);
            var page = table.page(lane.prefix(), after, wanted);
            for (var stored : page) {
                var entry = Entry.of(stored);
                after = entry.key();
                if (batch.full || (!inOrder && !lane.hasRoomToPark())) {
                    return;
                }
                if (inOrder) {
                    offer(lane, entry, batch);
                } else {
                    takeFresh(lane, entry, ahead, batch);
                }
            }
            if (page.size() < wanted) {
                return;
            }
        }
    }

    private void takeFresh(Lane lane, Entry entry, Set<String> ahead, Batch batch) {
        var early = entry.notBefore().isAfter(parts.clock().instant());
        if (early || ahead.contains(entry.messageId()) || batch.messages.contains(entry.messageId())) {
            lane.park(entry.position(), entry.parked(entry.notBefore()));
            ahead.add(entry.messageId());
        } else if (!offer(lane, entry, batch)) {
            return;
        }
        lane.takeUp(entry.position());
    }

    /**
     * Puts an entry into the batch, or drops it if its destination does not want it any more; false where it must stay.
     */
    private boolean offer(Lane lane, Entry entry, Batch batch) {
        var delivery = entry.value().getDelivery();
        if (!isWanted(entry)) {
            drop(lane, entry);
            return true;
        }
        return batch.take(entry, role(delivery));
    }

    /**
     * What came in this turn was wanted a moment ago, and its position is given away only if it stays till the commit.
     */
    private boolean isWanted(Entry entry) {
        return entry.position() >= firstOfTurn || isWanted(entry.value().getDelivery());
    }

    private boolean isWanted(EventDelivery delivery) {
        return delivery.getDestinationId() == null || destination(delivery).isPresent();
    }

    private @Nullable String role(EventDelivery delivery) {
        return destination(delivery).map(EventDestination::iamRoleArn).orElse(null);
    }

    /** The event destination it is told for, if that is there and enabled. */
    private Optional<EventDestination> destination(EventDelivery delivery) {
        var scope = new Scope(new AccountId(delivery.getAccountId()), delivery.getRegion());
        return Optional.ofNullable(delivery.getDestinationId())
                .flatMap(id -> parts.resources().of(scope).find(ResourceKind.EVENT_DESTINATION, id))
                .filter(EventDestination::enabled);
    }

    private void drop(Lane lane, Entry entry) {
        remove(lane, entry);
        count("dropped", lane.place().target().kind());
    }

    private void remove(Lane lane, Entry entry) {
        table.delete(entry.key());
        lane.removed(entry.position(), entry.size());
    }

    private void putOnAgendaAnew(Lane lane) {
        var parked = lane.parked().firstEntry();
        var oldest = parked != null
                ? Optional.of(parked.getValue().acceptedAt())
                : table.page(lane.prefix(), lane.takenUpEntry(), 1).stream()
                        .map(first -> first.value().getAcceptedAt())
                        .findFirst();
        lane.oldest(oldest.orElse(null));
        putOnAgenda(lane);
    }

    private void settle(Attempt attempt, Instant now, Outputs out) {
        var lane = attempt.lane();
        var inOrder = lane.limits().inOrder();
        underWay--;
        firstUnderWay = now;
        lane.setInFlight(false);
        var stopped = false;
        for (var i = 0; i < attempt.batch().size(); i++) {
            var entry = attempt.batch().get(i);
            // What was planned as one leaves as one.
            var last = lane.isPlanned() ? attempt.batch().getLast() : entry;
            var tooOld = parts.patience().hasEnded(last.value().getAcceptedAt(), now);
            var outcome = attempt.outcomes().get(i);
            if (inOrder && stopped && outcome instanceof Outcome.TryAgain) {
                // It waits for the first of them, which tells how it went.
                count("retried", lane.place().target().kind());
                continue;
            }
            stopped |= !settle(lane, entry, outcome, tooOld, now, out);
            if (inOrder && !stopped) {
                lane.takeUp(entry.position());
            }
        }
        lane.setPlanned(lane.isPlanned() && stopped);
        var results = inOrder ? attempt.outcomes().reversed().subList(0, 1) : attempt.outcomes();
        var tried = results.stream()
                .filter(outcome -> !(outcome instanceof Outcome.NotTried))
                .toList();
        if (tried.isEmpty()) {
            // A breaker that is half open lets nobody pass until each it let pass has told how it went.
            lane.breaker().releasePermission();
        }
        tried.forEach(outcome -> lane.breaker().onResult(0, TimeUnit.MILLISECONDS, outcome));
        putOnAgendaAnew(lane);
    }

    /** Whether the entry has left the queue. */
    private boolean settle(Lane lane, Entry entry, Outcome outcome, boolean tooOld, Instant now, Outputs out) {
        var kind = lane.place().target().kind();
        switch (outcome) {
            case Outcome.Delivered delivered -> {
                remove(lane, entry);
                count("published", kind);
            }
            case Outcome.Skipped skipped -> {
                remove(lane, entry);
                count("skipped", kind);
            }
            case Outcome.NotTried notTried -> {
                if (!lane.limits().inOrder()) {
                    lane.park(entry.position(), entry.parked(now));
                }
                return false;
            }
            case Outcome.GivenUp givenUp -> giveUp(lane, entry, givenUp.detail(), now, out);
            case Outcome.TryAgain again -> {
                if (!tooOld) {
                    tryAgain(lane, entry, again, now);
                    return false;
                }
                giveUp(lane, entry, again.detail(), now, out);
            }
        }
        return true;
    }

    private void tryAgain(Lane lane, Entry entry, Outcome.TryAgain again, Instant now) {
        var attempts = entry.value().getAttempts() + 1;
        var notBefore = now.plus(parts.patience().wait(again, attempts));
        var detail = shortened(again.detail());
        table.put(
                entry.key(),
                new WaitingDelivery(
                        entry.value().getDelivery(),
                        entry.value().getBranch(),
                        entry.value().getAcceptedAt(),
                        attempts,
                        notBefore,
                        detail,
                        entry.value().getBatch()));
        if (lane.limits().inOrder()) {
            lane.hold(notBefore);
        } else {
            lane.park(entry.position(), entry.parked(notBefore));
        }
        lane.failed(detail, now);
        count("retried", lane.place().target().kind());
    }

    private void giveUp(Lane lane, Entry entry, String detail, Instant now, Outputs out) {
        // Written to the queue again, it goes to this place and no other. Behind a target there may be places by then.
        var branch = lane.place().branch();
        var delivery = EventDelivery.newBuilder(entry.value().getDelivery())
                .setBranch(branch.isEmpty() ? null : branch)
                .build();
        out.deadLetter(
                Topics.EVENT_DELIVERIES,
                Deliveries.key(delivery),
                delivery,
                "UNDELIVERABLE",
                delivery.getTargetArn() + " " + entry.value().getBranch() + ": " + shortened(detail));
        lane.failed(shortened(detail), now);
        remove(lane, entry);
        count("failed", lane.place().target().kind());
    }

    /** While a place is left alone, what has waited for too long does not wait for its next turn. */
    private void giveUpOld(Lane lane, Instant now, Outputs out) {
        if (lane.isPlanned()) {
            // It leaves as one, when it is tried the next time.
            return;
        }
        for (var stored : table.page(lane.prefix(), "", PAGE)) {
            var entry = Entry.of(stored);
            if (!parts.patience().hasEnded(entry.value().getAcceptedAt(), now)) {
                return;
            }
            var reason = Optional.ofNullable(entry.value().getLastError())
                    .or(() -> lane.trouble().map(Lane.Trouble::detail))
                    .orElse("the place takes nothing");
            giveUp(lane, entry, reason, now, out);
        }
    }

    private static String shortened(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
    }

    private void count(String what, EventDestination.Target kind) {
        counter(parts.meters(), what, kind).increment();
    }

    private static Counter counter(MeterRegistry meters, String what, EventDestination.Target kind) {
        return meters.counter("posthorn.dispatcher." + what, "sink", DeliveryGauges.tag(kind));
    }

    @Override
    public void dropped() {
        made.forEach(each -> parts.inFlight().giveBack(each.batch().bytes));
        try {
            CompletableFuture.allOf(mustEnd.toArray(CompletableFuture<?>[]::new))
                    .get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException over) {
            log.atDebug().setCause(over).log("a delivery did not end well before its partition left");
        }
    }
}
