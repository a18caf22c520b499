package io.posthorn.registration.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.routing.Connections;
import io.posthorn.platform.stage.StageHarness;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stage of the registration-service with one partition, without Kafka; the operator holds no sender ids. */
public final class TestStage {
    private TestStage() {}

    /**
     * Makes the stage.
     *
     * @param automaticReview how long after its submission a registration is approved; null where an operator decides
     */
    public static StageHarness<?> of(
            List<Class<? extends Request>> requests,
            @Nullable Duration automaticReview,
            Clock clock,
            MeterRegistry registry) {
        return StageHarness.of(RegistrationStage.of(
                ApiModel.load(),
                requests,
                AccountProfile::first,
                Connections.NONE,
                Duration.ofHours(8),
                Duration.ofMinutes(15),
                automaticReview,
                clock,
                registry));
    }
}
