package io.posthorn.gateway.read;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Describe operation over one kind of resource: those named, or all; of these the ones the filters let through; in
 * the order of their ids, page by page.
 *
 * @param type what the kind is called in errors
 * @param named the member of the request with ids or ARNs
 * @param shown the member of the answer with the resources
 * @param output what is shown of a resource
 */
record Describe<R extends Resource>(
        ResourceKind<R> kind,
        ResourceType type,
        String named,
        String shown,
        Filters<R> filters,
        BiFunction<AccountResources, R, Object> output)
        implements Read {
    private static final String OWNER = "Owner";
    private static final String SHARED = "SHARED";

    @Override
    public Object answer(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var question = Question.of(operation, account.scope(), input);
        var wanted = filters.predicate(question.filters());
        var names = Question.strings(input, named);
        var owner = Question.text(input, OWNER);
        if (!owner.isEmpty() && !names.isEmpty()) {
            throw new RefusedException(new ApiError.Validation(
                    ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER,
                    List.of(
                            new ApiError.Field(named, "cannot be used together with " + OWNER),
                            new ApiError.Field(OWNER, "cannot be used together with " + named)),
                    ""));
        }
        // Nobody shares resources with another account here.
        Stream<R> candidates = owner.equals(SHARED) ? Stream.empty() : candidates(account, names, question.after());
        return page(
                shown,
                question.page(candidates.filter(wanted), Resource::id),
                resource -> output.apply(account, resource),
                Map.of());
    }

    private Stream<R> candidates(AccountResources account, List<String> names, String after) throws RefusedException {
        if (names.isEmpty()) {
            return account.after(kind, after);
        }
        var found = new ArrayList<R>();
        for (var name : names) {
            found.add(named(account, kind, type, name));
        }
        return found.stream()
                .distinct()
                .filter(resource -> resource.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(Resource::id));
    }

    /** The resource of that name, which must be there. */
    static <R extends Resource> R named(
            AccountResources account, ResourceKind<R> kind, ResourceType type, String idOrArn) throws RefusedException {
        return account.findNamed(kind, idOrArn)
                .orElseThrow(() -> new RefusedException(new ApiError.ResourceNotFound(type, idOrArn)));
    }

    /**
     * A page as an answer.
     *
     * @param repeated members that are the same on every page
     */
    static <T> Map<String, Object> page(
            String member,
            Question.Page<T> page,
            java.util.function.Function<T, Object> output,
            Map<String, Object> repeated) {
        var answer = new HashMap<>(repeated);
        answer.put(member, page.items().stream().map(output).toList());
        if (!page.nextToken().isEmpty()) {
            answer.put("NextToken", page.nextToken());
        }
        return answer;
    }
}
