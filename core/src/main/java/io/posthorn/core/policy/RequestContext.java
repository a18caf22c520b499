package io.posthorn.core.policy;

import java.util.List;

/** What conditions and variables of policies may ask about a request. */
@FunctionalInterface
public interface RequestContext {

    /**
     * What is known under a key; empty where nothing is.
     *
     * @param lowerCaseKey such as {@code aws:username}; keys are compared without regard to case
     */
    List<String> values(String lowerCaseKey);
}
