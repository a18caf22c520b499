package io.posthorn.gateway.read;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.SenderIdOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.IdOrArn;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import tools.jackson.databind.node.ObjectNode;

/** DescribeSenderIds: requests name sender ids by name, or ARN, and country. */
final class SenderIdRead implements Read {
    private static final String SENDER_IDS = "SenderIds";
    private static final String COUNTRY = "IsoCountryCode";

    private static final Describe<SenderId> BY_ID = new Describe<>(
            ResourceKind.SENDER_ID,
            ResourceType.SENDER_ID,
            SENDER_IDS,
            SENDER_IDS,
            new Filters<SenderId>()
                    .text("sender-id", SenderId::name)
                    .text("iso-country-code", SenderId::country)
                    .constants("message-type", MessageType.class, SenderId::messageTypes)
                    .flag("deletion-protection-enabled", SenderId::deletionProtection)
                    .flag("registered", SenderId::registered),
            (account, senderId) -> SenderIdOutput.of(account.scope(), senderId));

    @Override
    public Object answer(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var named = input.path(SENDER_IDS);
        var byId = input.deepCopy();
        var ids = byId.putArray(SENDER_IDS);
        for (var each : named) {
            ids.add(id(account, Question.text(each, "SenderId"), Question.text(each, COUNTRY)));
        }
        return BY_ID.answer(operation, account, byId);
    }

    private static String id(AccountResources account, String nameOrArn, String country) throws RefusedException {
        var named = IdOrArn.idOf(nameOrArn, ResourceKind.SENDER_ID, account.scope())
                .map(text -> text.equals(nameOrArn) ? SenderId.id(text, country) : text)
                .filter(id -> id.endsWith("/" + country));
        return named.orElseThrow(
                () -> new RefusedException(new ApiError.ResourceNotFound(ResourceType.SENDER_ID, nameOrArn)));
    }
}
