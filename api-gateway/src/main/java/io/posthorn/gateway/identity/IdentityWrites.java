package io.posthorn.gateway.identity;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Service;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.SecretSeal;
import io.posthorn.core.resource.AccessKeyIds;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The operations that change identities. Secrets are made here, and leave this process sealed. */
public final class IdentityWrites {
    private static final int SECRET_BYTES = 30;
    private static final String ACCESS_KEY = "AccessKey";

    private final Commands commands;
    private final SecretSeal seal;
    private final SecureRandom random = new SecureRandom();

    /** Has the owner of the resources carry out an operation in an account. */
    @FunctionalInterface
    public interface Commands {
        Answer ask(Scope scope, String operation, ObjectNode input);
    }

    public IdentityWrites(Commands commands, SecretSeal seal) {
        this.commands = commands;
        this.seal = seal;
    }

    /** All of them. */
    public List<OfferedOperation> offered(ApiModel model) {
        var offered = new ArrayList<OfferedOperation>();
        offered.add(new OfferedOperation("CreateAccessKey", OwnName.filledIn(this::createKey)));
        offered.add(new OfferedOperation("CreateRole", this::createRole));
        model.operations().stream()
                .filter(operation ->
                        operation.service() != null && operation.service().by() == Service.By.REGISTRATION)
                .forEach(operation ->
                        offered.add(new OfferedOperation(operation.name(), call -> ask(call, call.input()))));
        return offered;
    }

    private Answer ask(Call call, ObjectNode input) {
        return ask(call, call.operation().name(), input);
    }

    private Answer ask(Call call, String operation, ObjectNode input) {
        return commands.ask(Scope.ofIdentities(call.caller().account()), operation, input);
    }

    private Answer createKey(Call call) {
        var id = AccessKeyIds.lasting(call.caller().account(), random);
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var stored = ask(
                call,
                "StoreUserKey",
                call.input().deepCopy().put("AccessKeyId", id).put("SealedSecret", seal.seal(id, secret)));
        if (!(stored instanceof Answer.Done(var json))) {
            return stored;
        }
        var output = (ObjectNode) WireJson.MAPPER.readTree(json);
        ((ObjectNode) output.required(ACCESS_KEY)).put("SecretAccessKey", secret);
        return new Answer.Done(output.toString());
    }

    private Answer createRole(Call call) {
        var name = call.input().required("RoleName").stringValue();
        var arn = ResourceKind.ROLE.arnPrefix(Scope.ofIdentities(call.caller().account())) + name;
        var key = new byte[SecretSeal.KEY_LENGTH];
        random.nextBytes(key);
        return ask(
                call,
                "StoreRole",
                call.input()
                        .deepCopy()
                        .put(
                                "SealedSessionKey",
                                seal.seal(arn, Base64.getEncoder().encodeToString(key))));
    }
}
