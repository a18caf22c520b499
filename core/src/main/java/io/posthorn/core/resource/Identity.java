package io.posthorn.core.resource;

/** Whoever can have policies. Identities live in the account and in no region: {@link Scope#ofIdentities}. */
public sealed interface Identity extends Resource permits User, Group, Role {

    String name();

    /** What nobody else in the account is called, not even later under the same name. */
    String uniqueId();

    Grants grants();

    /** The same identity with other policies. */
    Identity granted(Grants grants);

    @Override
    default String id() {
        return name();
    }
}
