package io.posthorn.dispatcher.aws;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Target;
import io.posthorn.platform.test.AwsStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An account that may write to a service of AWS, and what it writes. */
final class AwsScenario {
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final String ROLE = "arn:aws:iam::111122223333:role/writer";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private AwsScenario() {}

    static AwsProperties properties(AwsStandIn service) {
        return properties(service, Duration.ofSeconds(10));
    }

    static AwsProperties properties(AwsStandIn service, Duration callTimeout) {
        return new AwsProperties(
                service.url(),
                service.url(),
                service.url(),
                List.of(
                        new AwsProperties.Role(ACCOUNT.value(), ROLE, AwsStandIn.KEY, AwsStandIn.SECRET),
                        new AwsProperties.Role(ACCOUNT.value(), null, AwsStandIn.KEY, AwsStandIn.SECRET)),
                callTimeout);
    }

    static Place place(EventDestination.Target kind, String arn) {
        return new Place(
                ACCOUNT, Target.of(kind, arn).orElseThrow(), "", kind == EventDestination.Target.SNS ? null : ROLE);
    }

    static Publication publication(int number, String json) {
        return new Publication("e" + number, number, NOW, "m" + number, "T", NOW.plusSeconds(number), json, 1);
    }
}
