package io.posthorn.registration.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.routing.Connections;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stage that decides control commands and keeps the resources. */
public final class RegistrationStage {
    private RegistrationStage() {}

    /**
     * Describes the stage.
     *
     * @param requests the operations it carries out
     * @param tokenLifetime how long answers are remembered under their idempotency token
     * @param sweepInterval rest between two sweeps for expired tokens
     * @param automaticReview how long after its submission a registration is approved; {@code null} where an operator
     *     decides
     */
    public static StageSpec<?> of(
            ApiModel model,
            List<Class<? extends Request>> requests,
            AccountProfiles profiles,
            Connections connections,
            Duration tokenLifetime,
            Duration sweepInterval,
            @Nullable Duration automaticReview,
            Clock clock,
            MeterRegistry registry) {
        var operations = new Operations(model, requests);
        var handler = new CommandHandler(operations, tokenLifetime);
        var errors = new ApiErrors(model);
        var metrics = new CommandMetrics(registry, operations);
        return StageSpec.of("registration", CommandProcessor.class)
                .reads(Topics.CONTROL_COMMANDS, CommandProcessor::onCommand)
                .keeps(Topics.RESOURCES)
                .with(partition -> {
                    var table = partition.table(Topics.RESOURCES);
                    var sweep = new TokenSweep(table, sweepInterval, clock.instant());
                    var review = new AutomaticReview(automaticReview, table, clock.instant());
                    return new CommandProcessor(
                            handler, errors, profiles, connections, clock, metrics, table, sweep, review);
                });
    }
}
