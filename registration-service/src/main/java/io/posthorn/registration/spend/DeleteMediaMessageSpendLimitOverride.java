package io.posthorn.registration.spend;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.send.Channel;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Lets media messages cost in a month what the operator allows. */
public record DeleteMediaMessageSpendLimitOverride() implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Overrides.delete(Channel.MEDIA, account, context);
    }
}
