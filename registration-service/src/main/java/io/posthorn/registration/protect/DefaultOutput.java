package io.posthorn.registration.protect;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ProtectConfiguration;

/** The protect configuration that became the account's default, or ceased to be. */
record DefaultOutput(String defaultProtectConfigurationArn, String defaultProtectConfigurationId) {

    static DefaultOutput of(AccountResources account, ProtectConfiguration protect) {
        return new DefaultOutput(account.arnOf(protect), protect.id());
    }
}
