package io.posthorn.registration.command;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ClientToken;
import io.posthorn.core.resource.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides commands of every operation: reads the input, looks whether the command was carried out before, lets the
 * request decide, and gives the answer its form. Pure, like the decisions.
 *
 * <p>Idempotency tokens: the answer of a granted request is remembered under its token for some hours, in the same
 * transaction as its changes. The same request under the same token gets the same answer again and changes nothing.
 * Another request, or another operation, under that token is a mistake of the caller's and refused as invalid. Refusals
 * are not remembered: a retry may succeed.
 */
final class CommandHandler {
    private static final ObjectWriter CANONICAL =
            WireJson.MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private final Operations operations;
    private final Duration tokenLifetime;

    CommandHandler(Operations operations, Duration tokenLifetime) {
        this.operations = operations;
        this.tokenLifetime = tokenLifetime;
    }

    /** Decides one command; {@code input} is the operation's input as JSON. */
    Answer handle(String operation, String input, AccountResources account, DecisionContext context) {
        var entry = operations.find(operation).orElse(null);
        if (entry == null) {
            return refused(ValidationReason.UNKNOWN_OPERATION, "this operation is not available");
        }
        ObjectNode tree;
        try {
            if (!(WireJson.MAPPER.readTree(input) instanceof ObjectNode object)) {
                return refused(ValidationReason.CANNOT_PARSE, "the input is not a JSON object");
            }
            tree = object;
        } catch (JacksonException malformed) {
            return refused(ValidationReason.CANNOT_PARSE, "the input is not JSON");
        }
        var violations = RequestValidator.violations(entry.operation(), tree);
        if (!violations.isEmpty()) {
            return new Answer.Refused(ApiError.Validation.of(violations));
        }
        var token = entry.tokenMember().flatMap(member -> Optional.ofNullable(tree.remove(member)));
        if (token.isEmpty() || token.get().isNull()) {
            return decide(entry, tree, account, context);
        }
        return decideOnce(token.get().stringValue(), entry, tree, account, context);
    }

    private Answer decideOnce(
            String token, Operations.Entry entry, ObjectNode input, AccountResources account, DecisionContext context) {
        var operation = entry.operation().name();
        var fingerprint = fingerprint(input);
        var remembered = account.find(ResourceKind.CLIENT_TOKEN, token)
                .filter(known -> known.expiresAt().isAfter(context.now()));
        if (remembered.isPresent()) {
            var known = remembered.get();
            return known.operation().equals(operation) && known.fingerprint().equals(fingerprint)
                    ? new Answer.Repeated(new Change.Put(known), known.output())
                    : new Answer.Refused(new ApiError.Validation(
                            ValidationReason.INVALID_PARAMETER,
                            List.of(new ApiError.Field(
                                    entry.tokenMember().orElseThrow(), "was used with another request before")),
                            ""));
        }
        var answer = decide(entry, input, account, context);
        if (!(answer instanceof Answer.Accepted accepted)) {
            return answer;
        }
        var changes = new ArrayList<>(accepted.changes());
        changes.add(new Change.Put(new ClientToken(
                token, operation, fingerprint, accepted.body(), context.now().plus(tokenLifetime))));
        return new Answer.Accepted(changes, accepted.body(), accepted.sends());
    }

    private static Answer decide(
            Operations.Entry entry, ObjectNode input, AccountResources account, DecisionContext context) {
        Request request;
        try {
            request = WireJson.MAPPER.treeToValue(input, entry.request());
        } catch (DatabindException unsupported) {
            // The API's model knows the value, this service does not: it is newer than what is built here.
            return new Answer.Refused(new ApiError.Validation(
                    ValidationReason.INVALID_PARAMETER,
                    List.of(new ApiError.Field(path(unsupported), "has a value that is not supported")),
                    ""));
        }
        return switch (request.decide(account, context)) {
            case Decision.Changed changed ->
                new Answer.Accepted(
                        changed.changes(),
                        WireJson.answer(entry.operation().output(), changed.output())
                                .toString(),
                        changed.sends());
            case Decision.Asks asks -> new Answer.Asked(asks.wish());
            case Decision.Refused refused -> new Answer.Refused(refused.error(), refused.changes());
        };
    }

    private static Answer refused(ValidationReason reason, String detail) {
        return new Answer.Refused(new ApiError.Validation(reason, detail));
    }

    /** Where in the input the value stands, as {@link io.posthorn.core.api.FieldViolation#path()} writes it. */
    private static String path(DatabindException unsupported) {
        return unsupported.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String fingerprint(ObjectNode input) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(CANONICAL.writeValueAsString(input).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
