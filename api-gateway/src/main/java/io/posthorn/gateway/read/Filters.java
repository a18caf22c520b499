package io.posthorn.gateway.read;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Describe operation can be filtered by. All filters must hold; of one filter's values, one must. */
final class Filters<T> {
    private static final Set<String> BOOLEANS = Set.of("true", "false");

    private final Map<String, Field<T>> fields = new LinkedHashMap<>();

    /** A field with any text; absent matches nothing. */
    Filters<T> text(String name, Function<T, @Nullable String> value) {
        return add(name, Set.of(), item -> Stream.ofNullable(value.apply(item)).toList());
    }

    /** A field that is true or false. */
    Filters<T> flag(String name, Predicate<T> value) {
        return add(name, BOOLEANS, item -> List.of(Boolean.toString(value.test(item))));
    }

    /** A field that is true, false, or not set; not set matches nothing. */
    Filters<T> optionalFlag(String name, Function<T, @Nullable Boolean> value) {
        return add(
                name,
                BOOLEANS,
                item -> Stream.ofNullable(value.apply(item))
                        .map(Objects::toString)
                        .toList());
    }

    /** A field with one of the constants of an enum; absent matches nothing. */
    <E extends Enum<E>> Filters<T> constant(String name, Class<E> type, Function<T, @Nullable E> value) {
        return constants(
                name, type, item -> Stream.ofNullable(value.apply(item)).toList());
    }

    /** A field with several constants of an enum, of which one must match. */
    <E extends Enum<E>> Filters<T> constants(String name, Class<E> type, Function<T, Collection<E>> values) {
        var allowed = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
        return add(
                name,
                allowed,
                item -> values.apply(item).stream().map(Enum::name).toList());
    }

    /** A field with several texts, of which one must match. */
    Filters<T> texts(String name, Function<T, Collection<String>> values) {
        return add(name, Set.of(), values);
    }

    Set<String> names() {
        return Set.copyOf(fields.keySet());
    }

    /** What has to hold for an item to be shown. */
    Predicate<T> predicate(List<Question.Filter> asked) throws RefusedException {
        Predicate<T> all = item -> true;
        var wrong = new ArrayList<ApiError.Field>();
        for (int i = 0; i < asked.size(); i++) {
            var filter = asked.get(i);
            var field = fields.get(filter.name());
            if (field == null) {
                wrong.add(new ApiError.Field("Filters[" + i + "].Name", "is no filter of this operation"));
            } else if (!field.allowed.isEmpty() && !field.allowed.containsAll(filter.values())) {
                wrong.add(new ApiError.Field(
                        "Filters[" + i + "].Values",
                        "must be of " + field.allowed.stream().sorted().collect(Collectors.joining(", "))));
            } else {
                var wanted = Set.copyOf(filter.values());
                all = all.and(item -> field.values.apply(item).stream().anyMatch(wanted::contains));
            }
        }
        if (!wrong.isEmpty()) {
            throw new RefusedException(new ApiError.Validation(ValidationReason.INVALID_FILTER_VALUES, wrong, ""));
        }
        return all;
    }

    private Filters<T> add(String name, Set<String> allowed, Function<T, Collection<String>> values) {
        fields.put(name, new Field<>(allowed, values));
        return this;
    }

    /** @param allowed the only values that make sense; any where empty */
    private record Field<T>(Set<String> allowed, Function<T, Collection<String>> values) {}
}
