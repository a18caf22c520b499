package io.posthorn.core.resource;

/**
 * The settings a pool takes over from its first origination identity and every further one must share.
 *
 * @param selfManagedOptOuts whether the account handles opt-outs itself, instead of Posthorn refusing such sends
 * @param optOutListName the opt-out list recipients are checked against
 */
public record IdentitySettings(
        MessageType messageType, TwoWay twoWay, boolean selfManagedOptOuts, String optOutListName) {}
