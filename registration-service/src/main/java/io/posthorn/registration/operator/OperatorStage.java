package io.posthorn.registration.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.api.ApiModel;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;

/**
 * The stage that decides what the operator wants done, and keeps the inventory. There is one partition: the operator's
 * commands are few, and a number is handed out by one thread.
 */
public final class OperatorStage {
    /** Name of the file that describes the operator's API. */
    public static final String MODEL = "operator.json";

    private OperatorStage() {}

    /**
     * Describes the stage.
     *
     * @param defaults what holds for accounts the operator has not created
     */
    public static StageSpec<?> of(AccountDefaults defaults, Clock clock, MeterRegistry registry) {
        var handler = new OperatorHandler(ApiModel.load(MODEL), OperatorCatalogue.REQUESTS);
        return StageSpec.of("operator", OperatorProcessor.class)
                .reads(Topics.OPERATOR_COMMANDS, OperatorProcessor::onCommand)
                .keeps(Topics.OPERATOR_RESOURCES)
                .with(partition -> new OperatorProcessor(
                        handler,
                        defaults,
                        clock,
                        registry,
                        new TableOperatorResources(partition.table(Topics.OPERATOR_RESOURCES))));
    }
}
