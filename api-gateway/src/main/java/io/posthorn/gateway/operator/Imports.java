package io.posthorn.gateway.operator;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.Shape;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.NumberInput;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResource;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.output.AccessKeyOutput;
import io.posthorn.core.operator.output.AccountOutput;
import io.posthorn.core.operator.output.HeldNumberOutput;
import io.posthorn.core.operator.output.HeldSenderIdOutput;
import io.posthorn.core.operator.output.ListedPriceOutput;
import io.posthorn.gateway.csv.CsvShape;
import io.posthorn.gateway.operation.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whole tables of the operator, in and out. Every line of a table is checked before anything is written, and everything
 * that is wrong is told with its line. What is right is written in parts, each of which is written whole or not at all.
 */
final class Imports {
    private static final String SECRET = "secret";
    private static final int PART = 500;
    private static final Pattern INDEX = Pattern.compile("^[A-Za-z]+\\[([0-9]+)]\\.?(.*)$");

    private final Map<String, Kind<?>> kinds = new LinkedHashMap<>();
    private final OperatorResources state;
    private final BiFunction<String, ObjectNode, Answer> stage;
    private final ApiErrors errors;

    /**
     * A kind of table.
     *
     * @param key members that together name a line
     */
    private record Kind<R extends OperatorResource>(
            OperatorKind<R> resources,
            String operation,
            String member,
            CsvShape shape,
            List<String> key,
            Function<R, Object> output) {

        /** Whether it is taken in only and never written. */
        boolean isSecret() {
            return shape.columns().contains(SECRET);
        }
    }

    /** What came of an import. */
    sealed interface Outcome {
        /** Everything was written; or, where it was only a check, everything could be. */
        record Done(int lines) implements Outcome {}

        /**
         * The table is wrong.
         *
         * @param written lines that had been written before; more than none only where the state changed meanwhile
         */
        record Wrong(List<CsvShape.LineError> errors, int written) implements Outcome {}

        /** It could not be finished; what was written stays, and the same import again writes the rest. */
        record Failed(ErrorResponse why, int written) implements Outcome {}
    }

    Imports(ApiModel model, OperatorResources state, BiFunction<String, ObjectNode, Answer> stage) {
        this.state = state;
        this.stage = stage;
        this.errors = new ApiErrors(model);
        add(
                model,
                "accounts",
                OperatorKind.ACCOUNT,
                "PutAccounts",
                "Accounts",
                List.of("AccountId"),
                AccountOutput::of);
        add(
                model,
                "access-keys",
                OperatorKind.ACCESS_KEY,
                OperatorOperations.PUT_KEYS,
                "AccessKeys",
                List.of("AccessKeyId"),
                AccessKeyOutput::of);
        add(
                model,
                "numbers",
                OperatorKind.NUMBER,
                "PutNumbers",
                "Numbers",
                List.of("PhoneNumber"),
                HeldNumberOutput::of);
        add(
                model,
                "sender-ids",
                OperatorKind.SENDER_ID,
                "PutSenderIds",
                "SenderIds",
                List.of("IsoCountryCode", "SenderId"),
                HeldSenderIdOutput::of);
        add(
                model,
                "prices",
                OperatorKind.PRICE,
                "PutPrices",
                "Prices",
                List.of("Channel", "IsoCountryCode", "Route"),
                ListedPriceOutput::of);
    }

    private <R extends OperatorResource> void add(
            ApiModel model,
            String name,
            OperatorKind<R> resources,
            String operation,
            String member,
            List<String> key,
            Function<R, Object> output) {
        var element = model.operation(operation)
                .map(Operation::input)
                .flatMap(input -> input.members().stream()
                        .filter(each -> each.name().equals(member))
                        .findFirst())
                .map(Shape.Member::shape)
                .orElseThrow();
        if (element instanceof Shape.ListOf list && list.element() instanceof Shape.Structure structure) {
            var shape = new CsvShape(structure, Set.of(SECRET));
            kinds.put(name, new Kind<>(resources, operation, member, shape, key, output));
        } else {
            throw new IllegalStateException("'" + member + "' of " + operation + " is no list of structures");
        }
    }

    /** The names of the tables there are. */
    List<String> names() {
        return List.copyOf(kinds.keySet());
    }

    /** The names of the tables that may be looked at. */
    List<String> exported() {
        return kinds.entrySet().stream()
                .filter(kind -> !kind.getValue().isSecret())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All of one kind as a table. */
    String export(String name) {
        return export(kind(name));
    }

    private <R extends OperatorResource> String export(Kind<R> kind) {
        return kind.shape()
                .write(state.all(kind.resources())
                        .map(kind.output())
                        .map(output -> (ObjectNode) WireJson.MAPPER.valueToTree(output))
                        .toList());
    }

    private Kind<?> kind(String name) {
        return Optional.ofNullable(kinds.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no table '" + name + "'"));
    }

    /**
     * Takes a table in.
     *
     * @param dryRun only checks it
     */
    Outcome take(String name, String text, boolean dryRun) {
        return take(name, text, dryRun, unknown -> null);
    }

    /**
     * Takes a table in.
     *
     * @param dryRun only checks it
     * @param variables what the names stand for that secrets may be given by; null for those that stand for nothing
     */
    Outcome take(String name, String text, boolean dryRun, Function<String, @Nullable String> variables) {
        var kind = kind(name);
        var table = kind.shape().read(text, variables);
        var wrong = new ArrayList<>(table.errors());
        var seen = new HashMap<String, Long>();
        for (var entry : table.entries()) {
            var id = kind.key().stream()
                    .map(member -> entry.input().path(member).asString(""))
                    .collect(Collectors.joining("/"))
                    .replaceFirst("^\\+", "");
            var before = seen.putIfAbsent(id, entry.line());
            if (before != null) {
                wrong.add(new CsvShape.LineError(entry.line(), "", "is about the same as line " + before));
            } else {
                obstacle(kind, entry).ifPresent(wrong::add);
            }
        }
        if (!wrong.isEmpty()) {
            wrong.sort(Comparator.comparingLong(CsvShape.LineError::line));
            return new Outcome.Wrong(wrong, 0);
        }
        return dryRun ? new Outcome.Done(table.entries().size()) : write(kind, table.entries());
    }

    private Optional<CsvShape.LineError> obstacle(Kind<?> kind, CsvShape.Entry entry) {
        if (!kind.resources().equals(OperatorKind.NUMBER)) {
            return Optional.empty();
        }
        var number =
                WireJson.MAPPER.treeToValue(entry.input(), NumberInput.class).toNumber();
        return number.obstacle(state.find(OperatorKind.NUMBER, number.id()).orElse(null))
                .map(why -> new CsvShape.LineError(entry.line(), "phoneNumber", why));
    }

    private Outcome write(Kind<?> kind, List<CsvShape.Entry> entries) {
        for (int from = 0; from < entries.size(); from += PART) {
            var part = entries.subList(from, Math.min(from + PART, entries.size()));
            var input = WireJson.MAPPER.createObjectNode();
            var list = input.putArray(kind.member());
            part.forEach(entry -> list.add(entry.input()));
            var failed =
                    switch (stage.apply(kind.operation(), input)) {
                        case Answer.Done ignored -> null;
                        case Answer.Refused(var error) -> refused(error);
                        case Answer.Relayed(var error) -> error;
                        case Answer.Streamed ignored -> refused(new ApiError.InternalServer());
                    };
            if (failed != null) {
                var lines = lines(failed, part);
                return lines.isEmpty() ? new Outcome.Failed(failed, from) : new Outcome.Wrong(lines, from);
            }
        }
        return new Outcome.Done(entries.size());
    }

    private ErrorResponse refused(ApiError error) {
        return errors.render(error, "");
    }

    /** The stage names what is wrong by its place in the list it got. */
    private static List<CsvShape.LineError> lines(ErrorResponse error, List<CsvShape.Entry> part) {
        var lines = new ArrayList<CsvShape.LineError>();
        for (var field : WireJson.MAPPER.readTree(error.body()).path("Fields")) {
            var place = INDEX.matcher(field.path("Name").asString(""));
            if (place.matches()) {
                lines.add(new CsvShape.LineError(
                        part.get(Integer.parseInt(place.group(1))).line(),
                        CsvShape.column(place.group(2)),
                        field.path("Message").asString("")));
            }
        }
        return lines;
    }
}
