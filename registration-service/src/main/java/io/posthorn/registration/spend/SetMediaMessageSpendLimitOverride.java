package io.posthorn.registration.spend;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.send.Channel;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Sets what media messages may cost in a month. */
public record SetMediaMessageSpendLimitOverride(long monthlyLimit) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Overrides.set(Channel.MEDIA, monthlyLimit, account, context);
    }
}
