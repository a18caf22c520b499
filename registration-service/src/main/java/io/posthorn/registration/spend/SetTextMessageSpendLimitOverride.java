package io.posthorn.registration.spend;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.send.Channel;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Sets what texts may cost in a month. */
public record SetTextMessageSpendLimitOverride(long monthlyLimit) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Overrides.set(Channel.TEXT, monthlyLimit, account, context);
    }
}
