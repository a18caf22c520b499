package io.posthorn.registration.spend;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.send.Channel;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Sets what voice messages may cost in a month. */
public record SetVoiceMessageSpendLimitOverride(long monthlyLimit) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Overrides.set(Channel.VOICE, monthlyLimit, account, context);
    }
}
