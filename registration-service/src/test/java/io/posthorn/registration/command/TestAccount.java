package io.posthorn.registration.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Connections;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.platform.facts.ConnectionProperties;
import io.posthorn.platform.facts.OperatorConnections;
import io.posthorn.registration.Catalogue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An account to send commands to, without Kafka. Every command goes the whole way from its JSON to that of its answer;
 * ids are counted, so that they can be foretold. In JSON, single quotes stand for double ones.
 */
public final class TestAccount {
    public static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    public static final Instant START = Instant.parse("2024-01-02T03:04:05.123Z");
    static final Duration TOKEN_LIFETIME = Duration.ofHours(8);
    private static final ApiModel MODEL = ApiModel.load();
    private static final CommandHandler HANDLER =
            new CommandHandler(new Operations(MODEL, Catalogue.REQUESTS), TOKEN_LIFETIME);

    private final ResourceMap resources = new ResourceMap();
    private AccountProfile profile = AccountProfile.first(SCOPE.account());
    private final List<SendOrder> sends = new ArrayList<>();
    private Connections connections = Connections.NONE;
    private NumberOffer offer = new NumberOffer.Nothing();
    private @Nullable NumberWish wished;
    private Instant now = START;
    private long commands;
    private long ids;

    public TestAccount() {
        put(new OptOutList(OptOutList.DEFAULT_NAME, List.of(), START));
    }

    public AccountResources resources() {
        return resources.of(SCOPE);
    }

    public void put(Resource resource) {
        resources.put(SCOPE, resource);
    }

    public TestAccount with(Quotas quotas) {
        profile = new AccountProfile(SCOPE.account(), profile.tier(), quotas, profile.maxMonthlySpend());
        return this;
    }

    /** Lets the account spend this much a month, on any channel. */
    public TestAccount withMaxMonthlySpend(String dollars) {
        var limits = new EnumMap<Channel, BigDecimal>(Channel.class);
        for (var channel : Channel.values()) {
            limits.put(channel, new BigDecimal(dollars));
        }
        profile = new AccountProfile(SCOPE.account(), profile.tier(), profile.quotas(), limits);
        return this;
    }

    /** What the inventory answers from now on. */
    public TestAccount with(NumberOffer offer) {
        this.offer = offer;
        return this;
    }

    /** Has the operator hold these sender ids, and no others. */
    public TestAccount with(HeldSenderId... held) {
        var operator = new OperatorDirectory(AccountDefaults.GUIDE);
        List.of(held).forEach(operator::put);
        connections = OperatorConnections.of(new ConnectionProperties(Map.of(), Map.of()), operator);
        return this;
    }

    /** What the inventory was asked for last. */
    public @Nullable NumberWish wished() {
        return wished;
    }

    /** The messages sent so far, oldest first. */
    public List<SendOrder> sends() {
        return List.copyOf(sends);
    }

    public void at(Instant now) {
        this.now = now;
    }

    /** The output of a command that is granted, after its changes were made. */
    public JsonNode call(String operation, String input) {
        var answer = answer(operation, input);
        if (answer instanceof Answer.Refused refused) {
            throw new AssertionError(operation + " was refused: " + refused.error());
        }
        var body = answer instanceof Answer.Accepted accepted ? accepted.body() : ((Answer.Repeated) answer).body();
        var output = WireJson.MAPPER.readTree(body);
        assertThat(RequestValidator.violations(
                        Operations.operation(MODEL, operation).orElseThrow().output(), output))
                .as("violations of the model by the output of %s", operation)
                .isEmpty();
        return output;
    }

    /** The text of one member of the output of a command that is granted. */
    public String call(String operation, String input, String member) {
        return call(operation, input).required(member).asString();
    }

    /** The error of a command that is refused. */
    public ApiError refusal(String operation, String input) {
        var answer = answer(operation, input);
        if (answer instanceof Answer.Refused refused) {
            return refused.error();
        }
        throw new AssertionError(operation + " was not refused: " + answer);
    }

    /** The type of the error of a command that is refused, with its reason where it has one. */
    public String refusalReason(String operation, String input) {
        return switch (refusal(operation, input)) {
            case ApiError.Validation error -> "Validation " + error.reason();
            case ApiError.Conflict error ->
                "Conflict " + error.reason() + " " + error.resourceType().wireName();
            case ApiError.ResourceNotFound error ->
                "NotFound " + error.resourceType().wireName();
            case ApiError.ServiceQuotaExceeded error -> "Quota " + error.reason();
            case ApiError.AccessDenied error -> "AccessDenied " + error.detail();
            case ApiError.Throttling error -> "Throttling " + error.message();
            case ApiError.InternalServer ignored -> "InternalServer";
        };
    }

    Answer answer(String operation, String input) {
        var serial = commands++;
        var source = new IdSource() {
            @Override
            public String code() {
                return "%06d".formatted(serial);
            }

            @Override
            public String hex() {
                return "%032x".formatted(++ids);
            }

            @Override
            public long serial() {
                return serial;
            }
        };
        var context = new DecisionContext(now, source, profile, connections);
        var answer = HANDLER.handle(operation, input.replace('\'', '"'), resources(), context);
        if (answer instanceof Answer.Asked(var wish)) {
            wished = wish;
            var asked = new DecisionContext(now, source, profile, connections, offer);
            answer = HANDLER.handle(operation, input.replace('\'', '"'), resources(), asked);
        }
        switch (answer) {
            case Answer.Accepted accepted -> {
                accepted.changes().forEach(this::make);
                sends.addAll(accepted.sends());
            }
            case Answer.Repeated repeated -> make(repeated.change());
            case Answer.Asked ignored -> throw new AssertionError("asks again");
            case Answer.Refused refused -> refused.changes().forEach(this::make);
        }
        return answer;
    }

    private void make(Change change) {
        switch (change) {
            case Change.Put put -> put(put.resource());
            case Change.Remove remove ->
                resources.remove(remove.resource().in(SCOPE).toString());
        }
    }

    /** A resource that has to be there. */
    public <R extends Resource> R get(ResourceKind<R> kind, String id) {
        return resources().find(kind, id).orElseThrow(() -> new AssertionError("no " + kind + " '" + id + "'"));
    }

    /** A simulator number as the quick start requests it; the answer is its id. */
    public String requestNumber() {
        return call(
                "RequestPhoneNumber",
                "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS'],"
                        + "'NumberType':'SIMULATOR'}",
                "PhoneNumberId");
    }

    /** A pool with this member; the answer is its id. */
    public String createPool(String number) {
        return call("CreatePool", "{'OriginationIdentity':'" + number + "','MessageType':'TRANSACTIONAL'}", "PoolId");
    }
}
