package io.posthorn.core.api;

import java.util.Locale;

/** The kinds of resource an error can name. */
public enum ResourceType {
    ACCOUNT,
    PHONE_NUMBER,
    SENDER_ID,
    POOL,
    CONFIGURATION_SET,
    OPT_OUT_LIST,
    EVENT_DESTINATION,
    KEYWORD,
    OPTED_OUT_NUMBER,
    REGISTRATION,
    REGISTRATION_ATTACHMENT,
    VERIFIED_DESTINATION_NUMBER,
    PROTECT_CONFIGURATION,
    NOTIFY_CONFIGURATION,
    NOTIFY_TEMPLATE,
    MESSAGE_TEMPLATE,
    POLICY,
    MESSAGE,
    RCS_AGENT,
    /** In the APIs of the operator and of identities only. */
    ACCESS_KEY,
    /** In the operator's API only. */
    PRICE,
    /** In the operator's API only. */
    ACCOUNT_REQUEST,
    /** In the API of topics only. */
    TOPIC,
    /** In the API of topics only. */
    SUBSCRIPTION,
    /** In the API of identities only. */
    USER,
    /** In the API of identities only. */
    GROUP,
    /** In the API of identities only. */
    ROLE;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name on the wire and in ARNs. */
    public String wireName() {
        return wireName;
    }
}
