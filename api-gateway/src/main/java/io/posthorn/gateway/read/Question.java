package io.posthorn.gateway.read;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The members that all operations with pages share: where to begin, how much to answer, what to leave out. */
final class Question {
    /** How much is answered where the caller does not say; the API does not tell, and this is its upper bound. */
    private static final int DEFAULT_PAGE = 100;

    private static final String NEXT_TOKEN = "NextToken";
    private static final String MAX_RESULTS = "MaxResults";

    private final String text;
    private final int pageSize;
    private final String after;
    private final List<Filter> filters;

    private Question(String text, int pageSize, String after, List<Filter> filters) {
        this.text = text;
        this.pageSize = pageSize;
        this.after = after;
        this.filters = filters;
    }

    /** What is asked, by a valid input. */
    static Question of(Operation operation, Scope caller, ObjectNode input) throws RefusedException {
        var text = text(operation, caller, input);
        var token = text(input, NEXT_TOKEN);
        var after = token.isEmpty()
                ? ""
                : PageToken.read(token, text)
                        .orElseThrow(() -> new RefusedException(new ApiError.Validation(
                                ValidationReason.INVALID_NEXT_TOKEN,
                                List.of(new ApiError.Field(NEXT_TOKEN, "is not a token for this request")),
                                "")));
        var filters = new ArrayList<Filter>();
        for (var filter : input.path("Filters")) {
            filters.add(new Filter(text(filter, "Name"), strings(filter, "Values")));
        }
        return new Question(text, input.path(MAX_RESULTS).asInt(DEFAULT_PAGE), after, List.copyOf(filters));
    }

    /** One condition: the value is among those given. */
    record Filter(String name, List<String> values) {}

    List<Filter> filters() {
        return filters;
    }

    /** The id the page begins behind; empty for the first page. */
    String after() {
        return after;
    }

    /**
     * One page.
     *
     * @param candidates those behind {@link #after()}, in the order of their ids
     */
    <T> Page<T> page(Stream<T> candidates, Function<? super T, String> id) {
        var found = candidates.limit(pageSize + 1L).toList();
        if (found.size() <= pageSize) {
            return new Page<>(found, "");
        }
        var items = found.subList(0, pageSize);
        return new Page<>(List.copyOf(items), PageToken.after(id.apply(items.getLast()), text));
    }

    /**
     * One page of an answer.
     *
     * @param nextToken empty on the last page
     */
    record Page<T>(List<T> items, String nextToken) {}

    /** A string member; empty where it is absent. */
    static String text(JsonNode input, String member) {
        return input.path(member).asString("");
    }

    /** The strings of a list member; none where it is absent. */
    static List<String> strings(JsonNode input, String member) {
        return input.path(member).valueStream().map(JsonNode::asString).toList();
    }

    /** The request without the place in it, written the same way however it was sent. */
    private static String text(Operation operation, Scope caller, ObjectNode input) {
        Map<String, String> members = new TreeMap<>();
        input.properties()
                .forEach(
                        member -> members.put(member.getKey(), member.getValue().toString()));
        members.remove(NEXT_TOKEN);
        members.remove(MAX_RESULTS);
        return operation.name() + caller + members;
    }
}
