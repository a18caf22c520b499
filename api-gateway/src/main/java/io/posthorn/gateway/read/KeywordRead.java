package io.posthorn.gateway.read;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.KeywordOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.core.resource.Keywords;
import io.posthorn.core.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** DescribeKeywords: the keywords of one number or pool, those that every one has among them. */
final class KeywordRead implements Read {
    private static final String IDENTITY = "OriginationIdentity";
    private static final String POOL_ID = "pool-";
    private static final String POOL_ARN_PART = ":pool/";

    /** A number or pool and its keywords. */
    private record Holder(String arn, Keywords keywords) {}

    @Override
    public Object answer(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var holder = holder(account, Question.text(input, IDENTITY));
        var question = Question.of(operation, account.scope(), input);
        var wanted = new Filters<Keyword>()
                .constant("keyword-action", KeywordAction.class, Keyword::action)
                .predicate(question.filters());
        var shown = candidates(account, holder.keywords(), Question.strings(input, "Keywords"))
                .filter(keyword -> keyword.id().compareTo(question.after()) > 0)
                .filter(wanted);
        return Describe.page(
                "Keywords",
                question.page(shown, Keyword::id),
                keyword -> KeywordOutput.of(holder.arn(), keyword),
                Map.of(
                        "OriginationIdentityArn",
                        holder.arn(),
                        IDENTITY,
                        holder.keywords().identityId()));
    }

    private static Holder holder(AccountResources account, String identity) throws RefusedException {
        var pool = account.findNamed(ResourceKind.POOL, identity);
        if (pool.isPresent()) {
            return new Holder(account.arnOf(pool.get()), Keywords.of(pool.get()));
        }
        return account.findNamed(ResourceKind.PHONE_NUMBER, identity)
                .or(() -> PhoneNumber.parse(identity).flatMap(account::findNumber))
                .map(number -> new Holder(account.arnOf(number), Keywords.of(number)))
                .orElseThrow(() -> new RefusedException(new ApiError.ResourceNotFound(
                        identity.startsWith(POOL_ID) || identity.contains(POOL_ARN_PART)
                                ? ResourceType.POOL
                                : ResourceType.PHONE_NUMBER,
                        identity)));
    }

    private static Stream<Keyword> candidates(AccountResources account, Keywords keywords, List<String> texts)
            throws RefusedException {
        if (texts.isEmpty()) {
            return keywords.all(account);
        }
        var found = new TreeMap<String, Keyword>();
        for (var text : texts) {
            var keyword = keywords.find(account, text)
                    .orElseThrow(() -> new RefusedException(new ApiError.ResourceNotFound(ResourceType.KEYWORD, text)));
            found.put(keyword.id(), keyword);
        }
        return found.values().stream();
    }
}
