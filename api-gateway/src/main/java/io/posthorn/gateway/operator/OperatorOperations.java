package io.posthorn.gateway.operator;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.Service;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.QueueOutput;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.IssuedKey;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResource;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.SecretSeal;
import io.posthorn.core.operator.output.AccessKeyOutput;
import io.posthorn.core.operator.output.AccountOutput;
import io.posthorn.core.operator.output.AccountRequestOutput;
import io.posthorn.core.operator.output.HeldNumberOutput;
import io.posthorn.core.operator.output.HeldSenderIdOutput;
import io.posthorn.core.operator.output.ListedPriceOutput;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.gateway.operation.OperationHandler;
import io.posthorn.platform.backlog.BacklogView;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The operations of the operator: those that look are answered here, the others by the operator's stage. */
final class OperatorOperations {
    /** Name of the file that describes the operator's API. */
    static final String MODEL = "operator.json";

    /** The operation that takes many keys. */
    static final String PUT_KEYS = "PutAccessKeys";

    private static final String KEYS = "AccessKeys";
    private static final int ID_BYTES = 10;
    private static final int SECRET_BYTES = 30;

    private final OperatorResources state;
    private final BiFunction<String, ObjectNode, Answer> stage;
    private final Predicate<String> isConfiguredKey;
    private final SecretSeal seal;
    private final BacklogView backlogs;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param stage carries out an operation with an input
     * @param isConfiguredKey whether the configuration has an access key with that id
     */
    OperatorOperations(
            OperatorResources state,
            BiFunction<String, ObjectNode, Answer> stage,
            Predicate<String> isConfiguredKey,
            SecretSeal seal,
            BacklogView backlogs) {
        this.state = state;
        this.stage = stage;
        this.isConfiguredKey = isConfiguredKey;
        this.seal = seal;
        this.backlogs = backlogs;
    }

    List<OfferedOperation> offered(ApiModel model) {
        Map<String, OperationHandler> here = new LinkedHashMap<>();
        here.put("GetAccount", one(OperatorKind.ACCOUNT, "AccountId", ResourceType.ACCOUNT, AccountOutput::of));
        here.put("ListAccounts", call -> page(call, OperatorKind.ACCOUNT, "Accounts", any -> true, AccountOutput::of));
        here.put("CreateAccessKey", this::createKey);
        here.put(PUT_KEYS, call -> putKeys(call.input()));
        here.put(
                "ListAccessKeys",
                call -> page(
                        call,
                        OperatorKind.ACCESS_KEY,
                        "AccessKeys",
                        key -> is(call, "AccountId", key.account().value()),
                        AccessKeyOutput::of));
        here.put("GetNumber", this::number);
        here.put(
                "ListNumbers",
                call -> page(
                        call,
                        OperatorKind.NUMBER,
                        "Numbers",
                        number -> is(call, "IsoCountryCode", number.country())
                                && is(call, "NumberType", number.type().name())
                                && is(call, "Status", number.status().name())
                                && is(
                                        call,
                                        "AccountId",
                                        number.lease() == null
                                                ? ""
                                                : number.lease()
                                                        .scope()
                                                        .account()
                                                        .value()),
                        HeldNumberOutput::of));
        here.put(
                "ListSenderIds",
                call -> page(
                        call,
                        OperatorKind.SENDER_ID,
                        "SenderIds",
                        held -> is(call, "IsoCountryCode", held.country()),
                        HeldSenderIdOutput::of));
        here.put(
                "ListPrices",
                call -> page(
                        call,
                        OperatorKind.PRICE,
                        "Prices",
                        price -> is(call, "Channel", price.channel()) && is(call, "IsoCountryCode", price.country()),
                        ListedPriceOutput::of));
        here.put("ListQueues", this::queues);
        here.put(
                "GetAccountRequest",
                one(OperatorKind.REQUEST, "RequestId", ResourceType.ACCOUNT_REQUEST, AccountRequestOutput::of));
        here.put(
                "ListAccountRequests",
                call -> page(
                        call,
                        OperatorKind.REQUEST,
                        "Requests",
                        request -> is(call, "AccountId", request.account().value())
                                && is(call, "Status", request.status().name()),
                        AccountRequestOutput::of));
        var offered = new ArrayList<OfferedOperation>();
        here.forEach((name, handler) -> offered.add(new OfferedOperation(name, handler)));
        model.operations().stream()
                .filter(operation ->
                        operation.service() != null && operation.service().by() == Service.By.OPERATOR)
                .forEach(operation -> offered.add(
                        new OfferedOperation(operation.name(), call -> stage.apply(operation.name(), call.input()))));
        return offered;
    }

    /** Whether the request asks for this, or does not care. */
    private static boolean is(Call call, String member, String value) {
        var wanted = Answers.text(call, member);
        return wanted == null || wanted.equals(value);
    }

    private <R extends OperatorResource> OperationHandler one(
            OperatorKind<R> kind, String member, ResourceType type, Function<R, Object> output) {
        return call -> {
            var id = call.input().required(member).stringValue();
            return answer(call, state.find(kind, id), type, id, output);
        };
    }

    private Answer number(Call call) {
        var given = call.input().required("PhoneNumber").stringValue();
        var found = PhoneNumber.parse(given).flatMap(number -> state.find(OperatorKind.NUMBER, number.value()));
        return answer(call, found, ResourceType.PHONE_NUMBER, given, HeldNumberOutput::of);
    }

    private static <R> Answer answer(
            Call call, Optional<R> found, ResourceType type, String id, Function<R, Object> output) {
        return found.<Answer>map(resource -> Answers.done(call, output.apply(resource)))
                .orElseGet(() -> new Answer.Refused(new ApiError.ResourceNotFound(type, id)));
    }

    private <R extends OperatorResource> Answer page(
            Call call, OperatorKind<R> kind, String list, Predicate<R> wanted, Function<R, Object> output) {
        return Answers.page(
                call, after -> state.after(kind, "", after).filter(wanted), OperatorResource::id, list, output);
    }

    private Answer queues(Call call) {
        return Answers.page(
                call,
                after -> backlogs.after(after)
                        .filter(queue -> is(call, "AccountId", queue.account().value())),
                BacklogView.Queue::key,
                "Queues",
                queue -> QueueOutput.of(queue.account().value(), queue.originationIdentity(), queue.backlog()));
    }

    private Answer createKey(Call call) {
        var id = Optional.ofNullable(Answers.text(call, "AccessKeyId")).orElseGet(this::newId);
        var secret = Optional.ofNullable(Answers.text(call, "Secret")).orElseGet(this::newSecret);
        var stored =
                store(id, call.input().required("AccountId").stringValue(), secret, Answers.text(call, "Description"));
        if (!(stored instanceof Answer.Done(var json))) {
            return stored;
        }
        var output = (ObjectNode) WireJson.MAPPER.readTree(json);
        output.put("Secret", secret);
        return Answers.done(call, output);
    }

    /** Has a key kept; the secret leaves this process sealed. */
    Answer store(String id, String account, String secret, @Nullable String description) {
        if (isConfiguredKey.test(id)) {
            return new Answer.Refused(
                    new ApiError.Conflict(ConflictReason.RESOURCE_ALREADY_EXISTS, ResourceType.ACCESS_KEY, id));
        }
        var input = WireJson.MAPPER
                .createObjectNode()
                .put("AccessKeyId", id)
                .put("AccountId", account)
                .put("SealedSecret", seal.seal(id, secret));
        if (description != null) {
            input.put("Description", description);
        }
        return stage.apply("StoreAccessKey", input);
    }

    /** Carries out an operation that changes something, with secrets sealed on their way. */
    Answer carryOut(String operation, ObjectNode input) {
        return operation.equals(PUT_KEYS) ? putKeys(input) : stage.apply(operation, input);
    }

    /**
     * Has keys kept, in place of those with the same ids; the secrets leave this process sealed. A secret that has not
     * changed stays as it was sealed.
     */
    private Answer putKeys(ObjectNode input) {
        var sealed = WireJson.MAPPER.createObjectNode();
        var list = sealed.putArray(KEYS);
        var wrong = new ArrayList<ApiError.Field>();
        for (var given : input.required(KEYS)) {
            var key = (ObjectNode) given.deepCopy();
            var id = key.required("AccessKeyId").stringValue();
            if (isConfiguredKey.test(id)) {
                wrong.add(new ApiError.Field(
                        KEYS + "[" + list.size() + "].AccessKeyId", "is a key of the configuration"));
            }
            key.put("SealedSecret", sealed(id, key.remove("Secret").stringValue()));
            list.add(key);
        }
        return wrong.isEmpty()
                ? stage.apply("StoreAccessKeys", sealed)
                : new Answer.Refused(new ApiError.Validation(ValidationReason.INVALID_PARAMETER, wrong, ""));
    }

    private String sealed(String id, String secret) {
        return state.find(OperatorKind.ACCESS_KEY, id)
                .map(IssuedKey::secret)
                .filter(kept -> seal.open(id, kept).filter(secret::equals).isPresent())
                .orElseGet(() -> seal.seal(id, secret));
    }

    private String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "PH" + new BigInteger(1, bytes).toString(Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    }

    private String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
