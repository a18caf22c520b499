package io.posthorn.registration.spend;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.send.Channel;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Lets voice messages cost in a month what the operator allows. */
public record DeleteVoiceMessageSpendLimitOverride() implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Overrides.delete(Channel.VOICE, account, context);
    }
}
