package io.posthorn.core.policy;

/** Whether a request is granted, and why not. */
public sealed interface AccessDecision {
    /** It is. */
    record Allowed() implements AccessDecision {}

    /**
     * It is not.
     *
     * @param by what stands against it
     * @param explicit whether it is forbidden there, and not only not allowed
     */
    record Denied(Source by, boolean explicit) implements AccessDecision {

        /** Why, as the service words it, to be read behind the resource. */
        public String reason(String action) {
            return explicit
                    ? "with an explicit deny in " + by.article + " " + by.words
                    : "because no " + by.words + " allows the " + action + " action";
        }
    }

    /** The policies that have a say. */
    enum Source {
        IDENTITY("an", "identity-based policy"),
        BOUNDARY("a", "permissions boundary"),
        SESSION("a", "session policy"),
        TRUST("a", "resource-based policy");

        private final String article;
        private final String words;

        Source(String article, String words) {
            this.article = article;
            this.words = words;
        }
    }
}
