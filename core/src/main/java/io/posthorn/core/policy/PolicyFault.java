package io.posthorn.core.policy;

/**
 * What is wrong with a policy document.
 *
 * @param field where in the document, such as {@code Statement[0].Effect}; empty for the document as a whole
 * @param rule what it breaks
 * @param message for people, to be read behind the name of the field; never repeats the value
 */
public record PolicyFault(String field, Rule rule, String message) {

    /** What documents must keep to. */
    public enum Rule {
        /** Is JSON, and no member is there twice. */
        SYNTAX,
        /** Is no longer than policies may be. */
        LENGTH,
        /** Has no members but those of the grammar. */
        MEMBER,
        /** Has what the grammar requires. */
        REQUIRED,
        /** Has one of two members that exclude each other. */
        EXCLUSIVE,
        /** Is a text, a list or an object where one is expected. */
        TYPE,
        /** Is one of the values there are, or of their form. */
        VALUE,
        /** Is there once only. */
        UNIQUE,
        /** Is allowed in a policy of this kind. */
        KIND
    }
}
