package io.posthorn.registration.form;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationLink;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.registration.command.Change;
import java.util.ArrayList;
import java.util.List;

/** What follows for the resources of a registration when it comes into force or goes out of it. */
final class Standing {
    private Standing() {}

    /**
     * The changes that a review makes besides the version itself.
     *
     * @param before the registration as it was
     * @param after the registration as it will be, which is part of the changes
     * @param version the version reviewed
     */
    static List<Change> follow(
            AccountResources account, Registration before, Registration after, RegistrationVersion version) {
        var changes = new ArrayList<Change>();
        var linked = after;
        if (before.isInForce() != after.isInForce()) {
            Associations.resources(account, after)
                    .flatMap(resource -> Associations.taken(after, resource).stream())
                    .forEach(changed -> changes.add(new Change.Put(changed)));
        }
        if (version.status() == RegistrationVersionStatus.APPROVED) {
            for (var senderId : Associations.named(account, after, version).toList()) {
                changes.add(new Change.Put(senderId.withRegistration(after.id(), true)));
                linked = linked.linked(RegistrationLink.to(senderId));
            }
        }
        changes.add(new Change.Put(linked));
        return changes;
    }
}
