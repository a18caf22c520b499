package io.posthorn.core.policy;

import java.util.List;

/** A policy document, ready to be asked. */
public final class Policy {
    private final List<Statement> statements;

    Policy(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** What a policy says about a request. */
    enum Verdict {
        ALLOWS,
        DENIES,
        SILENT
    }

    /** What came of reading a document. */
    public sealed interface Reading {
        /** It is well formed. */
        record Read(Policy policy) implements Reading {}

        /**
         * It is not.
         *
         * @param faults at least one, in the order of the document
         */
        record Malformed(List<PolicyFault> faults) implements Reading {
            public Malformed {
                faults = List.copyOf(faults);
            }
        }
    }

    /** What stands in the place of a policy that is not there or cannot be read. */
    public static Policy denyingEverything() {
        return new Policy(List.of(new Statement(
                Effect.DENY,
                Principals.HOLDER,
                List.of(new Glob.Builder().pattern("*").build()),
                false,
                List.of(),
                false,
                List.of())));
    }

    /** Reads a document. */
    public static Reading read(String document, PolicyKind kind) {
        return new PolicyReader(kind).read(document);
    }

    Verdict verdict(AccessRequest request) {
        var verdict = Verdict.SILENT;
        for (var statement : statements) {
            if (statement.applies(request)) {
                if (statement.effect() == Effect.DENY) {
                    return Verdict.DENIES;
                }
                verdict = Verdict.ALLOWS;
            }
        }
        return verdict;
    }

    /** What a policy of a role says about somebody who wants to take it on. */
    public Trust trust(AccessRequest request, Principal caller) {
        var trust = Trust.NONE;
        for (var statement : statements) {
            var named = statement.principals().of(caller);
            if (named == Trust.NONE || !statement.applies(request)) {
                continue;
            }
            if (statement.effect() == Effect.DENY) {
                return Trust.DENIED;
            }
            trust = trust == Trust.CALLER ? trust : named;
        }
        return trust;
    }

    /** How far a role trusts somebody. */
    public enum Trust {
        /** Not at all. */
        NONE,
        /** It is forbidden. */
        DENIED,
        /** Whom the caller's account allows it. */
        ACCOUNT,
        /** This very caller. */
        CALLER
    }
}
