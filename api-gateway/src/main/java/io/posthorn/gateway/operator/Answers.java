package io.posthorn.gateway.operator;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The form of answers that are given here, and of what is asked for them. */
final class Answers {
    private static final int DEFAULT_PAGE = 100;

    private Answers() {}

    /** A text of the request; null where it was left out. */
    static @Nullable String text(Call call, String member) {
        return call.input().path(member).stringValue(null);
    }

    /** The answer of an operation: what its shape has of the output. */
    static Answer done(Call call, Object output) {
        return new Answer.Done(
                WireJson.answer(call.operation().output(), output).toString());
    }

    /**
     * A page of a list.
     *
     * @param after everything wanted whose id comes after a given one, in the order of the ids
     * @param list the member of the answer
     */
    static <R> Answer page(
            Call call,
            Function<String, Stream<R>> after,
            Function<R, String> id,
            String list,
            Function<R, Object> output) {
        var last = "";
        var token = text(call, "NextToken");
        if (token != null) {
            try {
                last = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notOurs) {
                return new Answer.Refused(new ApiError.Validation(
                        ValidationReason.INVALID_NEXT_TOKEN,
                        List.of(new ApiError.Field("NextToken", "is not one of ours")),
                        ""));
            }
        }
        var size = call.input().path("MaxResults").asInt(DEFAULT_PAGE);
        var found = after.apply(last).limit(size + 1L).toList();
        var answer = new LinkedHashMap<String, Object>();
        answer.put(list, found.stream().limit(size).map(output).toList());
        if (found.size() > size) {
            answer.put(
                    "NextToken",
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(id.apply(found.get(size - 1)).getBytes(StandardCharsets.UTF_8)));
        }
        return done(call, answer);
    }
}
