package io.posthorn.core.country;

/** Whether recipients in a country can be shown a name instead of a number. */
public enum SenderIdSupport {
    NOT_SUPPORTED,
    /** Any name may be used, registered or not. */
    SUPPORTED,
    /** Only names registered in the country are shown. */
    REGISTRATION_REQUIRED
}
