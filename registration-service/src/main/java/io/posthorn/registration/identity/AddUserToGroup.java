package io.posthorn.registration.identity;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Nothing;
import io.posthorn.registration.command.Request;
import java.util.ArrayList;

/** Puts a user into a group; one who is there already stays. */
public record AddUserToGroup(String groupName, String userName) implements Request {
    /** As at the service. */
    private static final int MOST_GROUPS = 10;

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.GROUP,
                groupName,
                group -> Decision.given(account, ResourceKind.USER, userName, user -> {
                    if (user.groups().contains(groupName)) {
                        return Decision.changed(new Nothing());
                    }
                    if (user.groups().size() >= MOST_GROUPS) {
                        return Decision.quotaExceeded(QuotaReason.GROUPS_PER_USER);
                    }
                    var groups = new ArrayList<>(user.groups());
                    groups.add(groupName);
                    return Decision.changed(new Nothing(), new Change.Put(user.in(groups)));
                }));
    }
}
