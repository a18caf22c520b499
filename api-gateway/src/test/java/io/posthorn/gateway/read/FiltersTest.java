package io.posthorn.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.Capability;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiltersTest {
    private record Item(
            String name,
            Set<Capability> capabilities,
            boolean open,
            @Nullable Boolean loud) {}

    private static final Item ITEM = new Item("red", Set.of(Capability.SMS, Capability.VOICE), true, null);

    private final Filters<Item> filters = new Filters<Item>()
            .text("name", Item::name)
            .constants("capability", Capability.class, Item::capabilities)
            .flag("open", Item::open)
            .optionalFlag("loud", Item::loud);

    @Test
    void showsEverythingUnfiltered() throws RefusedException {
        assertThat(filters.predicate(List.of())).accepts(ITEM);
    }

    @Test
    void isContentWithOneOfTheValues() throws RefusedException {
        assertThat(filters.predicate(List.of(filter("name", "blue", "red")))).accepts(ITEM);
        assertThat(filters.predicate(List.of(filter("name", "blue", "green")))).rejects(ITEM);
    }

    @Test
    void insistsOnEachFilter() throws RefusedException {
        assertThat(filters.predicate(List.of(filter("name", "red"), filter("open", "true"))))
                .accepts(ITEM);
        assertThat(filters.predicate(List.of(filter("name", "red"), filter("open", "false"))))
                .rejects(ITEM);
        assertThat(filters.predicate(List.of(filter("open", "true"), filter("open", "false"))))
                .rejects(ITEM);
    }

    @Test
    void isContentWithOneOfTheItemsValues() throws RefusedException {
        assertThat(filters.predicate(List.of(filter("capability", "VOICE")))).accepts(ITEM);
        assertThat(filters.predicate(List.of(filter("capability", "MMS")))).rejects(ITEM);
    }

    @Test
    void matchesNothingWhereNothingIsSet() throws RefusedException {
        assertThat(filters.predicate(List.of(filter("loud", "true", "false")))).rejects(ITEM);
    }

    @Test
    void refusesAllValuesThatCannotBe() {
        assertThatThrownBy(() -> filters.predicate(
                        List.of(filter("capability", "SMOKE"), filter("open", "yes"), filter("name", "any"))))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.error()).isInstanceOf(ApiError.Validation.class);
                    var validation = (ApiError.Validation) refused.error();
                    assertThat(validation.reason()).isEqualTo(ValidationReason.INVALID_FILTER_VALUES);
                    assertThat(validation.fields())
                            .extracting(ApiError.Field::name)
                            .containsExactly("Filters[0].Values", "Filters[1].Values");
                });
    }

    private static Question.Filter filter(String name, String... values) {
        return new Question.Filter(name, List.of(values));
    }
}
