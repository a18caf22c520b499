package io.posthorn.registration.protect;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.ProtectConfiguration;

/** A configuration set and the protect configuration that it got or lost. */
record AssociationOutput(
        String configurationSetArn,
        String configurationSetName,
        String protectConfigurationArn,
        String protectConfigurationId) {

    static AssociationOutput of(AccountResources account, ConfigurationSet set, ProtectConfiguration protect) {
        return new AssociationOutput(account.arnOf(set), set.name(), account.arnOf(protect), protect.id());
    }
}
