package io.posthorn.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceMapTest {
    private static final Scope SCOPE = new Scope(new AccountId("123456789012"), "us-east-1");
    private static final Scope OTHER = new Scope(new AccountId("999999999999"), "us-east-1");

    private final ResourceMap map = new ResourceMap();
    private final AccountResources resources = map.of(SCOPE);

    @Test
    void findsWhatIsThereAtTheTimeOfAsking() {
        assertThat(resources.find(ResourceKind.OPT_OUT_LIST, "a")).isEmpty();
        assertThat(resources.all(ResourceKind.OPT_OUT_LIST)).isEmpty();

        map.put(SCOPE, list("a"));

        assertThat(resources.find(ResourceKind.OPT_OUT_LIST, "a")).contains(list("a"));
        assertThat(resources.findNamed(ResourceKind.OPT_OUT_LIST, resources.arnOf(list("a"))))
                .contains(list("a"));
        assertThat(map.of(OTHER).find(ResourceKind.OPT_OUT_LIST, "a")).isEmpty();
        assertThat(map.size()).isEqualTo(1);
    }

    @Test
    void knowsWhoseANumberIs() {
        var number = new PhoneNumber("+12065550100");
        map.put(SCOPE, number("a", number.value()));
        assertThat(map.ownerOf(number)).contains(SCOPE);

        map.put(OTHER, number("b", number.value()));
        map.remove(SCOPE + "/phone-number/a");
        assertThat(map.ownerOf(number)).contains(OTHER);

        map.remove(OTHER + "/phone-number/b");
        assertThat(map.ownerOf(number)).isEmpty();
    }

    @Test
    void tellsAllOfAKindInOrder() {
        List.of("b", "c", "a").forEach(name -> map.put(SCOPE, list(name)));
        map.put(OTHER, list("b2"));
        map.put(SCOPE, number("b1", "+12065550100"));

        assertThat(resources.all(ResourceKind.OPT_OUT_LIST).map(OptOutList::name))
                .containsExactly("a", "b", "c");
        assertThat(resources.after(ResourceKind.OPT_OUT_LIST, "a").map(OptOutList::name))
                .containsExactly("b", "c");
    }

    @Test
    void forgetsWhatIsRemoved() {
        map.put(SCOPE, list("a/b"));

        map.remove(list("a/b").in(SCOPE).toString());
        map.remove(list("never").in(OTHER).toString());
        map.remove("no key");

        assertThat(resources.find(ResourceKind.OPT_OUT_LIST, "a/b")).isEmpty();
        assertThat(map.size()).isZero();
    }

    @Test
    void findsNumbersByWhatIsDialled() {
        map.put(SCOPE, number("phone-1", "+12065550100"));
        map.put(SCOPE, number("phone-1", "+12065550101"));
        map.put(SCOPE, number("phone-2", "+12065550102"));
        map.remove(number("phone-2", "+12065550102").in(SCOPE).toString());

        assertThat(resources.findNumber(new PhoneNumber("+12065550100"))).isEmpty();
        assertThat(resources.findNumber(new PhoneNumber("+12065550101"))).contains(number("phone-1", "+12065550101"));
        assertThat(resources.findNumber(new PhoneNumber("+12065550102"))).isEmpty();
        assertThat(map.of(OTHER).findNumber(new PhoneNumber("+12065550101"))).isEmpty();
    }

    private static OptOutList list(String name) {
        return new OptOutList(name, List.of(), Instant.EPOCH);
    }

    private static OriginationNumber number(String id, String number) {
        return new OriginationNumber(
                id,
                new PhoneNumber(number),
                NumberStatus.ACTIVE,
                "US",
                Set.of(Capability.SMS),
                NumberType.LONG_CODE,
                BigDecimal.ONE,
                new IdentitySettings(MessageType.TRANSACTIONAL, TwoWay.OFF, false, OptOutList.DEFAULT_NAME),
                false,
                false,
                null,
                null,
                "simulator",
                List.of(),
                Instant.EPOCH);
    }
}
