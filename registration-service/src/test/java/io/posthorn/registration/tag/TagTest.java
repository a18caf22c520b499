package io.posthorn.registration.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Tag;
import io.posthorn.registration.command.TestAccount;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TagTest {
    private static final String ARN = "arn:aws:sms-voice:us-east-1:111122223333:";
    private static final String LIST = ARN + "opt-out-list/Default";

    private final TestAccount account = new TestAccount();

    private static String tags(String arn, String... pairs) {
        return Stream.of(pairs)
                .map(pair -> "{'Key':'" + pair.split("=", 2)[0] + "','Value':'" + pair.split("=", 2)[1] + "'}")
                .collect(Collectors.joining(",", "{'ResourceArn':'" + arn + "','Tags':[", "]}"));
    }

    private List<Tag> tagsOfDefaultList() {
        return account.get(ResourceKind.OPT_OUT_LIST, "Default").tags();
    }

    @Test
    void addsNewTagsAndGivesOthersNewValues() {
        account.call("TagResource", tags(LIST, "a=1", "b=2"));
        account.call("TagResource", tags(LIST, "c=", "a=3"));

        assertThat(tagsOfDefaultList()).containsExactly(new Tag("a", "3"), new Tag("b", "2"), new Tag("c", ""));
    }

    @Test
    void removesTagsByTheirKeys() {
        account.call("TagResource", tags(LIST, "a=1", "b=2", "c=3"));
        account.call("UntagResource", "{'ResourceArn':'" + LIST + "','TagKeys':['c','a','none']}");

        assertThat(tagsOfDefaultList()).containsExactly(new Tag("b", "2"));
    }

    static Stream<String> taggable() {
        return Stream.of("phone-number", "pool", "configuration-set", "opt-out-list", "protect-configuration");
    }

    @ParameterizedTest
    @MethodSource("taggable")
    void tagsEveryKindOfResource(String kind) {
        var id = create(kind);

        account.call("TagResource", tags(ARN + kind + "/" + id, "a=1"));

        var tagged = account.get(ResourceKind.named(kind).orElseThrow(), id);
        assertThat(tagged.tags()).containsExactly(new Tag("a", "1"));
    }

    private String create(String kind) {
        return switch (kind) {
            case "phone-number" -> account.requestNumber();
            case "pool" -> account.createPool(account.requestNumber());
            case "configuration-set" ->
                account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders'}", "ConfigurationSetName");
            case "opt-out-list" -> "Default";
            case "protect-configuration" -> account.call("CreateProtectConfiguration", "{}", "ProtectConfigurationId");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sms-voice:us-east-1:111122223333:pool/pool-1, NotFound pool",
        "arn:aws:sms-voice:us-east-1:999999999999:opt-out-list/Default, NotFound opt-out-list",
        "arn:aws:sms-voice:eu-west-1:111122223333:opt-out-list/Default, NotFound opt-out-list",
        "arn:aws:sms-voice:us-east-1:111122223333:event-destination/a/b, Validation INVALID_ARN",
        "arn:aws:sms-voice:us-east-1:111122223333:client-token/t, Validation INVALID_ARN",
        "arn:aws:sns:us-east-1:111122223333:opt-out-list, Validation INVALID_ARN"
    })
    void hasToBeTheArnOfAResourceWithTags(String arn, String reason) {
        assertThat(account.refusalReason("TagResource", tags(arn, "a=1"))).isEqualTo(reason);
        assertThat(account.refusalReason("UntagResource", "{'ResourceArn':'" + arn + "','TagKeys':['a']}"))
                .isEqualTo(reason);
    }

    @Test
    void keepsToTheQuotaOfEachResource() {
        var fifty = IntStream.range(0, 50).mapToObj(number -> number + "=x").toArray(String[]::new);
        account.call("TagResource", tags(LIST, fifty));

        assertThat(account.refusalReason("TagResource", tags(LIST, "more=x"))).isEqualTo("Quota TAGS_PER_RESOURCE");
        account.call("TagResource", tags(LIST, "49=y"));
        assertThat(tagsOfDefaultList()).hasSize(50).endsWith(new Tag("49", "y"));
    }

    @Test
    void refusesTheSameKeyTwice() {
        assertThat(account.refusalReason("TagResource", tags(LIST, "a=1", "a=2")))
                .isEqualTo("Validation INVALID_PARAMETER");
    }
}
