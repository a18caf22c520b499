package io.posthorn.registration.inventory;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.ResourceKey;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.registration.Catalogue;
import io.posthorn.registration.command.TestStage;
import io.posthorn.registration.operator.OperatorStage;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.InventoryNumber;
import io.posthorn.schemas.OperatorCommand;
import io.posthorn.schemas.PhoneNumber;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers change hands between two stages, each of which may end at any moment. A record that was handled without its
 * transaction being committed is handled again by whoever comes next.
 */
class AllocationTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final List<String> ACCOUNTS = List.of("111100000001", "111100000002", "111100000003");

    private final StageHarness<?> registration =
            TestStage.of(Catalogue.REQUESTS, null, CLOCK, new SimpleMeterRegistry());
    private final StageHarness<?> operator =
            StageHarness.of(OperatorStage.of(AccountDefaults.GUIDE, CLOCK, new SimpleMeterRegistry()));

    private final Deque<ControlCommand> forAccounts = new ArrayDeque<>();
    private final Deque<OperatorCommand> forOperator = new ArrayDeque<>();

    /** Commands that were sent, by id. */
    private final Map<String, String> sent = new TreeMap<>();

    /** Where a process ends. */
    enum Step {
        ASKING,
        TAKING_OUT,
        WRITING_DOWN,
        LETTING_GO,
        TAKING_BACK
    }

    private void holds(int numbers) {
        var list = new ArrayList<String>();
        for (int i = 0; i < numbers; i++) {
            list.add("{'PhoneNumber':'+1206555010" + i + "','IsoCountryCode':'US','NumberType':'LONG_CODE',"
                    + "'NumberCapabilities':['SMS'],'Carrier':'acme','MonthlyLeasingPrice':'1.00'}");
        }
        forOperator.add(new OperatorCommand(
                "put", "gateway", "PutNumbers", ("{'Numbers':" + list + "}").replace('\'', '"'), NOW));
        sent.put("put", "PutNumbers");
        handle(forOperator, false);
    }

    private void send(String account, String operation, String input) {
        var id = "command-%03d".formatted(sent.size());
        sent.put(id, operation);
        forAccounts.add(new ControlCommand(
                id, "gateway", account, "us-east-1", operation, input.replace('\'', '"'), NOW, null));
    }

    private void request(String account) {
        send(
                account,
                "RequestPhoneNumber",
                "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS'],"
                        + "'NumberType':'LONG_CODE'}");
    }

    /** Has a stage handle the oldest record it has not handled; one that crashes leaves it where it is. */
    private void handle(Deque<?> topic, boolean crashes) {
        var stage = topic.getFirst() instanceof ControlCommand ? registration : operator;
        var commands = stage.sent(Topics.CONTROL_COMMANDS).size();
        var questions = stage.sent(Topics.OPERATOR_COMMANDS).size();
        Runnable handling =
                switch (topic.getFirst()) {
                    case ControlCommand command ->
                        () -> stage.send(Topics.CONTROL_COMMANDS, command.getAccountId(), command);
                    case OperatorCommand command -> () -> stage.send(Topics.OPERATOR_COMMANDS, Inventory.KEY, command);
                    case Object other -> throw new AssertionError(other);
                };
        if (crashes) {
            stage.crash(handling);
            return;
        }
        handling.run();
        topic.removeFirst();
        stage.values(Topics.CONTROL_COMMANDS).stream().skip(commands).forEach(forAccounts::add);
        stage.values(Topics.OPERATOR_COMMANDS).stream().skip(questions).forEach(forOperator::add);
    }

    /** Who the inventory says has each number. */
    private Map<String, String> leases() {
        var leases = new TreeMap<String, String>();
        operator.table(Topics.OPERATOR_RESOURCES).entries().values().forEach(resource -> {
            if (resource.getValue() instanceof InventoryNumber number && number.getAccountId() != null) {
                leases.put(number.getPhoneNumber(), number.getAccountId());
            }
        });
        return leases;
    }

    /** Who says it has each number; an account that has one twice, or two that have the same, would fail here. */
    private Map<String, String> holders() {
        var holders = new TreeMap<String, String>();
        registration.table(Topics.RESOURCES).entries().forEach((key, resource) -> {
            if (resource.getValue() instanceof PhoneNumber number) {
                var account =
                        ResourceKey.parse(key).orElseThrow().scope().account().value();
                assertThat(holders.put(number.getPhoneNumber(), account))
                        .as("another holder of " + number.getPhoneNumber())
                        .isNull();
            }
        });
        return holders;
    }

    private void everythingIsAnsweredOnce() {
        var answers = new ArrayList<>(registration.values(Topics.CONTROL_REPLIES));
        answers.addAll(operator.values(Topics.CONTROL_REPLIES));
        assertThat(answers.stream().collect(groupingBy(reply -> reply.getCommandId(), counting())))
                .containsOnlyKeys(sent.keySet())
                .allSatisfy((command, count) -> assertThat(count).isOne());
        assertThat(registration.deadLetters()).isEmpty();
        assertThat(operator.deadLetters()).isEmpty();
    }

    private String lastNumberId() {
        return WireJson.MAPPER
                .readTree(registration.values(Topics.CONTROL_REPLIES).getLast().getBody())
                .required("PhoneNumberId")
                .asString();
    }

    @ParameterizedTest
    @EnumSource
    void losesNoNumberWhereAProcessEndsWhile(Step step) {
        holds(1);
        request(ACCOUNTS.getFirst());
        handle(forAccounts, step == Step.ASKING);
        if (step == Step.ASKING) {
            assertThat(forOperator).isEmpty();
            handle(forAccounts, false);
        }
        handle(forOperator, step == Step.TAKING_OUT);
        if (step == Step.TAKING_OUT) {
            assertThat(leases()).isEmpty();
            handle(forOperator, false);
        }
        // Both processes end between two steps: what has happened is in the topics.
        registration.restart();
        operator.restart();
        handle(forAccounts, step == Step.WRITING_DOWN);
        if (step == Step.WRITING_DOWN) {
            assertThat(holders()).isEmpty();
            handle(forAccounts, false);
        }
        assertThat(leases()).isEqualTo(holders()).hasSize(1);

        send(ACCOUNTS.getFirst(), "ReleasePhoneNumber", "{'PhoneNumberId':'" + lastNumberId() + "'}");
        handle(forAccounts, step == Step.LETTING_GO);
        if (step == Step.LETTING_GO) {
            assertThat(holders()).hasSize(1);
            handle(forAccounts, false);
        }
        handle(forOperator, step == Step.TAKING_BACK);
        if (step == Step.TAKING_BACK) {
            handle(forOperator, false);
        }

        assertThat(leases()).isEqualTo(holders()).isEmpty();
        everythingIsAnsweredOnce();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givesEachNumberToOneAccountWhateverEndsWhen(long seed) {
        var random = new Random(seed);
        holds(4);
        var released = new HashMap<String, Boolean>();
        for (int round = 0; round < 200; round++) {
            if (sent.size() < 30 && random.nextInt(4) == 0) {
                request(ACCOUNTS.get(random.nextInt(ACCOUNTS.size())));
            }
            if (random.nextInt(8) == 0) {
                registration.table(Topics.RESOURCES).entries().forEach((key, resource) -> {
                    if (resource.getValue() instanceof PhoneNumber number
                            && released.putIfAbsent(number.getId(), true) == null) {
                        send(
                                ResourceKey.parse(key)
                                        .orElseThrow()
                                        .scope()
                                        .account()
                                        .value(),
                                "ReleasePhoneNumber",
                                "{'PhoneNumberId':'" + number.getId() + "'}");
                    }
                });
            }
            step(random, random.nextInt(3) == 0);
        }
        while (!forAccounts.isEmpty() || !forOperator.isEmpty()) {
            step(random, false);
        }

        assertThat(leases()).isEqualTo(holders());
        everythingIsAnsweredOnce();
    }

    private void step(Random random, boolean crashes) {
        var topic =
                forOperator.isEmpty() || (!forAccounts.isEmpty() && random.nextBoolean()) ? forAccounts : forOperator;
        if (!topic.isEmpty()) {
            handle(topic, crashes);
        }
    }
}
