package io.posthorn.core.api.output;

import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;

/**
 * A keyword with every member that some answer shows.
 *
 * @param originationIdentity id of the number or pool it is on
 */
public record KeywordOutput(
        String originationIdentityArn,
        String originationIdentity,
        String keyword,
        String keywordMessage,
        KeywordAction keywordAction) {

    public static KeywordOutput of(String originationIdentityArn, Keyword keyword) {
        return new KeywordOutput(
                originationIdentityArn, keyword.identityId(), keyword.text(), keyword.message(), keyword.action());
    }
}
