package io.posthorn.platform.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.VerificationStatus;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceRecordsTest {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final Instant NOW = Instant.parse("2024-01-02T03:04:05.678Z");
    private static final List<Tag> TAGS = List.of(new Tag("team", "red"));

    static Stream<Resource> resources() {
        return Stream.of(
                new SenderId(
                        "EXAMPLE",
                        "DE",
                        Set.of(MessageType.PROMOTIONAL, MessageType.TRANSACTIONAL),
                        new BigDecimal("0.00"),
                        true,
                        false,
                        null,
                        "pool-1",
                        "simulator",
                        TAGS,
                        NOW),
                new Keyword("phone-1", "Two words", "Hello", KeywordAction.OPT_IN),
                new VerifiedDestinationNumber(
                        "verified-1",
                        new PhoneNumber("+12065550100"),
                        VerificationStatus.PENDING,
                        new VerifiedDestinationNumber.Code("123456", NOW, 2),
                        List.of(new VerifiedDestinationNumber.CodeMessage("m1", NOW, true)),
                        TAGS,
                        NOW),
                new VerifiedDestinationNumber(
                        "verified-2",
                        new PhoneNumber("+12065550101"),
                        VerificationStatus.VERIFIED,
                        null,
                        List.of(),
                        List.of(),
                        NOW),
                new SpendLimitOverride(Channel.VOICE, 20));
    }

    @ParameterizedTest
    @MethodSource("resources")
    void giveBackTheResourceTheyWereMadeFrom(Resource resource) {
        var written = ResourceRecords.toRecord(SCOPE, resource);

        assertThat(ResourceRecords.fromRecord(resource.id(), written)).isEqualTo(resource);
        assertThat(ResourceRecords.scope(written)).isEqualTo(SCOPE);
    }
}
