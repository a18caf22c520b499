package io.posthorn.core.routing;

import static io.posthorn.core.routing.Numbers.SCOPE;
import static io.posthorn.core.routing.Numbers.number;
import static io.posthorn.core.routing.Numbers.pool;
import static io.posthorn.core.routing.Numbers.senderId;
import static io.posthorn.core.routing.Order.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.routing.RoutingDecision.Routed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What holds for every pool, whatever is in it. */
class PoolSelectionTest {
    private static final int RECIPIENTS = 2_000;
    private static final List<NumberStatus> STATUSES = List.of(NumberStatus.values());

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final ResourceMap resources = new ResourceMap();
    private final Set<String> unwell = new HashSet<>();
    private final RoutingPolicy policy =
            new RoutingPolicy(RoutingFacts.NONE.withHealth((account, identity) -> !unwell.contains(identity.id())));

    @RepeatedTest(20)
    void choosesOnlyWhatCanServeAndAlwaysTheSame() {
        var members = randomMembers(1 + random.nextInt(20));
        var able = members.stream()
                .filter(member -> member.status() == NumberStatus.ACTIVE
                        && member.country().equals("US")
                        && member.capabilities().contains(Capability.SMS))
                .map(OriginationNumber::id)
                .toList();

        recipients().forEach(to -> {
            switch (decide(to)) {
                case Routed routed -> {
                    assertThat(able)
                            .as("seed %d", seed)
                            .contains(routed.identity().id());
                    assertThat(decide(to)).isEqualTo(routed);
                }
                case Refused refused ->
                    assertThat(able).as("seed %d: %s", seed, refused).isEmpty();
            }
        });
    }

    @RepeatedTest(10)
    void movesOnlyTheRecipientsOfTheMemberThatFails() {
        var members = ableMembers();
        var failed = members.get(random.nextInt(members.size()));

        var before = choices();
        movesItsRecipientsOnly(failed.id(), () -> add(failed.inStatus(NumberStatus.PENDING)));

        add(failed);
        assertThat(choices()).isEqualTo(before);
    }

    @RepeatedTest(10)
    void movesOnlyTheRecipientsOfTheMemberThatDoesNotFareWell() {
        var members = ableMembers();
        var unable = members.get(random.nextInt(members.size())).id();

        movesItsRecipientsOnly(unable, () -> unwell.add(unable));
    }

    @Test
    void changesNothingWhereNoMemberFaresWell() {
        var members = ableMembers();

        staysAfter(() -> members.forEach(member -> unwell.add(member.id())));
    }

    @Test
    void sendsFromAbroadWhereTheMemberOfTheCountryDoesNotFareWell() {
        add(number(
                id(1), "+33700000001", "FR", NumberStatus.ACTIVE, NumberType.LONG_CODE, Capability.SMS, false, null));
        add(number(id(2), "+4470000002", "GB", NumberStatus.ACTIVE, NumberType.LONG_CODE, Capability.SMS, true, null));
        add(pool("pool-x", PoolStatus.ACTIVE, List.of(id(1), id(2))));
        unwell.add(id(1));

        assertThat(chosen("+33612345678").identity().id()).isEqualTo(id(2));
    }

    private List<OriginationNumber> ableMembers() {
        var members = IntStream.range(0, 2 + random.nextInt(10))
                .mapToObj(i -> member(i, NumberStatus.ACTIVE, "US", NumberType.TEN_DLC, Capability.SMS))
                .toList();
        put(members);
        return members;
    }

    private Map<String, String> choices() {
        return recipients()
                .collect(Collectors.toMap(
                        Function.identity(), to -> chosen(to).identity().id()));
    }

    private void movesItsRecipientsOnly(String member, Runnable event) {
        var before = choices();
        event.run();
        recipients().forEach(to -> {
            var now = chosen(to);
            if (member.equals(before.get(to))) {
                assertThat(now.reason()).as("seed %d", seed).isEqualTo(OriginationReason.POOL_FAILOVER);
                assertThat(now.identity().id()).isNotEqualTo(member);
            } else {
                assertThat(now.reason()).as("seed %d", seed).isEqualTo(OriginationReason.POOL_STICKINESS);
                assertThat(now.identity().id()).isEqualTo(before.get(to));
            }
        });
    }

    private void staysAfter(Runnable event) {
        var before = choices();
        event.run();
        recipients().forEach(to -> {
            assertThat(chosen(to).reason()).isEqualTo(OriginationReason.POOL_STICKINESS);
            assertThat(chosen(to).identity().id()).isEqualTo(before.get(to));
        });
    }

    /** A short code has 100 message parts a second in the United States, a toll-free number 3. */
    @Test
    void sharesRecipientsByRate() {
        put(List.of(
                member(1, NumberStatus.ACTIVE, "US", NumberType.SHORT_CODE, Capability.SMS),
                member(2, NumberStatus.ACTIVE, "US", NumberType.TOLL_FREE, Capability.SMS)));

        long ofShortCode = recipients()
                .filter(to -> chosen(to).identity().id().equals(id(1)))
                .count();

        assertThat(ofShortCode / (double) RECIPIENTS).isCloseTo(100 / 103.0, within(0.02));
    }

    @Test
    void takesSenderIdsForMembersLikeNumbers() {
        add(member(1, NumberStatus.ACTIVE, "FR", NumberType.LONG_CODE, Capability.SMS));
        add(senderId("MyShop", "FR", false, MessageType.TRANSACTIONAL));
        add(pool("pool-x", PoolStatus.ACTIVE, List.of(id(1), "MyShop/FR")));

        var seen = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            seen.add(chosen("+336123456" + (10 + i)).identity().id());
        }

        assertThat(seen).containsExactlyInAnyOrder(id(1), "MyShop/FR");
    }

    @Test
    void takesAMemberOfTheCountryBeforeOneThatMaySendThere() {
        add(number(
                id(1), "+33700000001", "FR", NumberStatus.ACTIVE, NumberType.LONG_CODE, Capability.SMS, false, null));
        add(number(id(2), "+4470000002", "GB", NumberStatus.ACTIVE, NumberType.LONG_CODE, Capability.SMS, true, null));
        add(pool("pool-x", PoolStatus.ACTIVE, List.of(id(2), id(1))));

        for (int i = 0; i < 50; i++) {
            assertThat(chosen("+336123456" + (10 + i)).identity().id()).isEqualTo(id(1));
            assertThat(chosen("+49151123456" + (10 + i)).identity().id()).isEqualTo(id(2));
        }
    }

    private static Stream<String> recipients() {
        return IntStream.range(0, RECIPIENTS).mapToObj(i -> "+1206555" + (1000 + i));
    }

    private List<OriginationNumber> randomMembers(int size) {
        var members = new ArrayList<OriginationNumber>();
        for (int i = 0; i < size; i++) {
            members.add(member(
                    i,
                    STATUSES.get(random.nextInt(STATUSES.size())),
                    random.nextInt(4) == 0 ? "CA" : "US",
                    random.nextBoolean() ? NumberType.TEN_DLC : NumberType.TOLL_FREE,
                    random.nextInt(4) == 0 ? Capability.VOICE : Capability.SMS));
        }
        put(members);
        return members;
    }

    private static OriginationNumber member(
            int i, NumberStatus status, String country, NumberType type, Capability capability) {
        return number(id(i), "+1425555" + (1000 + i), country, status, type, capability, false, null);
    }

    private static String id(int i) {
        return "phone-%032x".formatted(i * 7919);
    }

    private void put(List<OriginationNumber> members) {
        members.forEach(this::add);
        add(pool(
                "pool-x",
                PoolStatus.ACTIVE,
                members.stream().map(OriginationNumber::id).toList()));
    }

    private void add(Resource resource) {
        resources.put(SCOPE, resource);
    }

    private RoutingDecision decide(String to) {
        return policy.decide(order(to).from("pool-x").toSendOrder(), resources.of(SCOPE));
    }

    private Routed chosen(String to) {
        var decision = decide(to);
        assertThat(decision).isInstanceOf(Routed.class);
        return (Routed) decision;
    }
}
