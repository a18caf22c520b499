package io.posthorn.registration.command;

/** Where the ids of new resources, and secrets, come from. One source serves one command. */
public interface IdSource {

    /** Six decimal digits that nobody can foretell. */
    String code();

    /** Thirty-two lower-case hex digits that no other call returns. */
    String hex();

    /**
     * A whole number, 0 or more, that no other command has, whatever its account; equal in every call of one source.
     */
    long serial();
}
