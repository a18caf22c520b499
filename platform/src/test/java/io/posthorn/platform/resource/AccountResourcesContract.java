package io.posthorn.platform.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link AccountResources} has to do. */
public abstract class AccountResourcesContract {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final Scope OTHER_ACCOUNT = new Scope(new AccountId("111122223334"), "us-east-1");
    private static final Scope OTHER_REGION = new Scope(SCOPE.account(), "us-east-11");
    private static final Instant NOW = Instant.parse("2024-01-02T03:04:05Z");

    protected abstract AccountResources of(Scope scope);

    protected abstract void put(Scope scope, Resource resource);

    protected abstract void remove(Scope scope, Resource resource);

    private static OptOutList list(String name) {
        return new OptOutList(name, List.of(), NOW);
    }

    private static EventDestination destination(String set, String name) {
        return new EventDestination(
                set, name, true, Set.of(), EventDestination.Target.SNS, "arn:aws:sns:r:1:t", null, NOW);
    }

    @Test
    void findsWhatWasPut() {
        put(SCOPE, list("a"));

        assertThat(of(SCOPE).find(ResourceKind.OPT_OUT_LIST, "a")).contains(list("a"));
        assertThat(of(SCOPE).find(ResourceKind.OPT_OUT_LIST, "b")).isEmpty();
        assertThat(of(SCOPE).scope()).isEqualTo(SCOPE);
    }

    @Test
    void forgetsWhatWasRemoved() {
        put(SCOPE, list("a"));
        remove(SCOPE, list("a"));

        assertThat(of(SCOPE).find(ResourceKind.OPT_OUT_LIST, "a")).isEmpty();
        assertThat(of(SCOPE).all(ResourceKind.OPT_OUT_LIST)).isEmpty();
    }

    @Test
    void showsNothingOfOtherAccountsRegionsAndKinds() {
        put(OTHER_ACCOUNT, list("a"));
        put(OTHER_REGION, list("b"));
        put(SCOPE, new ConfigurationSet("c", null, null, null, null, List.of(), NOW));

        assertThat(of(SCOPE).all(ResourceKind.OPT_OUT_LIST)).isEmpty();
        assertThat(of(SCOPE).find(ResourceKind.OPT_OUT_LIST, "a")).isEmpty();
        assertThat(of(SCOPE).find(ResourceKind.OPT_OUT_LIST, "b")).isEmpty();
        assertThat(of(SCOPE).find(ResourceKind.OPT_OUT_LIST, "c")).isEmpty();
    }

    @Test
    void listsInTheOrderOfIds() {
        for (var name : List.of("b", "a-b", "a", "Z", "a_b", "9")) {
            put(SCOPE, list(name));
        }

        assertThat(of(SCOPE).all(ResourceKind.OPT_OUT_LIST).map(OptOutList::name))
                .containsExactly("9", "Z", "a", "a-b", "a_b", "b");
    }

    @Test
    void continuesBehindAnIdWhetherItIsThereOrNot() {
        for (var name : List.of("a", "c", "d")) {
            put(SCOPE, list(name));
        }

        assertThat(of(SCOPE).after(ResourceKind.OPT_OUT_LIST, "c").map(OptOutList::name))
                .containsExactly("d");
        assertThat(of(SCOPE).after(ResourceKind.OPT_OUT_LIST, "b").map(OptOutList::name))
                .containsExactly("c", "d");
        assertThat(of(SCOPE).after(ResourceKind.OPT_OUT_LIST, "d")).isEmpty();
    }

    @Test
    void countsWhatIsThereThroughAllChanges() {
        put(SCOPE, list("a"));
        put(OTHER_REGION, list("a"));
        assertThat(of(SCOPE).count(ResourceKind.OPT_OUT_LIST)).isEqualTo(1);

        put(SCOPE, list("b"));
        put(SCOPE, list("b"));
        assertThat(of(SCOPE).count(ResourceKind.OPT_OUT_LIST)).isEqualTo(2);

        remove(SCOPE, list("a"));
        remove(SCOPE, list("a"));
        assertThat(of(SCOPE).count(ResourceKind.OPT_OUT_LIST)).isEqualTo(1);
        assertThat(of(OTHER_REGION).count(ResourceKind.OPT_OUT_LIST)).isEqualTo(1);
        assertThat(of(OTHER_ACCOUNT).count(ResourceKind.OPT_OUT_LIST)).isZero();
    }

    @Test
    void listsAnyNumber() {
        var names = IntStream.range(0, 1000)
                .mapToObj(number -> "list-%04d".formatted(number))
                .toList();
        names.forEach(name -> put(SCOPE, list(name)));

        assertThat(of(SCOPE).all(ResourceKind.OPT_OUT_LIST).map(OptOutList::name))
                .containsExactlyElementsOf(names);
        assertThat(of(SCOPE).after(ResourceKind.OPT_OUT_LIST, "list-0499")).hasSize(500);
    }

    @Test
    void keepsIdsWithSlashesApart() {
        put(SCOPE, destination("set", "one"));
        put(SCOPE, destination("set", "two"));
        put(SCOPE, destination("set-2", "three"));

        assertThat(of(SCOPE).find(ResourceKind.EVENT_DESTINATION, "set/two")).contains(destination("set", "two"));
        assertThat(of(SCOPE).after(ResourceKind.EVENT_DESTINATION, "set/").map(EventDestination::name))
                .containsExactly("one", "two");
        assertThat(of(SCOPE).all(ResourceKind.EVENT_DESTINATION)).hasSize(3);
    }

    @Test
    void findsByNameAndByArnOfTheSameAccountRegionAndKind() {
        put(SCOPE, list("a"));

        assertThat(of(SCOPE).findNamed(ResourceKind.OPT_OUT_LIST, "a")).isPresent();
        assertThat(of(SCOPE).findNamed(ResourceKind.OPT_OUT_LIST, of(SCOPE).arnOf(list("a"))))
                .isPresent();
        assertThat(of(SCOPE)
                        .findNamed(ResourceKind.OPT_OUT_LIST, of(OTHER_ACCOUNT).arnOf(list("a"))))
                .isEmpty();
        assertThat(of(SCOPE).findNamed(ResourceKind.CONFIGURATION_SET, of(SCOPE).arnOf(list("a"))))
                .isEmpty();
    }
}
