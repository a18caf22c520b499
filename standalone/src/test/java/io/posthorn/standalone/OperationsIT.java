package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import java.time.LocalDate;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

/** Every operation of the service's user guide, good and bad, with the AWS SDK for Java. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class OperationsIT {
    /** The newest operations the guide knows. */
    private static final LocalDate GUIDE = LocalDate.of(2024, 4, 30);

    @Nested
    class Numbers extends NumberOperations {}

    @Nested
    class ConfigurationSets extends ConfigurationSetOperations {}

    @Nested
    class SmallResources extends SmallResourceOperations {}

    @Nested
    class Registrations extends RegistrationOperations {}

    @Nested
    class Refusals extends RefusedOperations {}

    @Nested
    @Order(Integer.MAX_VALUE)
    class Together {
        @Test
        void haveEachBeenAnsweredAndRefused() {
            var guide = ApiModel.load().operations().stream()
                    .filter(operation -> !operation.since().isAfter(GUIDE))
                    .map(Operation::name)
                    .toList();

            assertThat(guide).hasSize(82);
            assertThat(Operations.CALLS.answered()).containsAll(guide);
            assertThat(Operations.CALLS.refused()).containsAll(guide);
        }
    }
}
