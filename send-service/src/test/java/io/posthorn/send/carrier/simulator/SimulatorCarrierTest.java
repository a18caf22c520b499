package io.posthorn.send.carrier.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.simulator.SimulatorDestination.Outcome;
import io.posthorn.core.simulator.SimulatorDestinations;
import io.posthorn.send.Messages;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import io.posthorn.send.carrier.SubmitResult.Receipt;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatorCarrierTest {

    @Test
    void deliversToEveryNumberThatSucceedsAndFailsForEveryOther() {
        for (var destination : SimulatorDestinations.ALL) {
            var expected =
                    switch (destination.outcome()) {
                        case DELIVERED ->
                            new Tuple[] {
                                Tuple.tuple(MessageStatus.SUCCESSFUL, false), Tuple.tuple(MessageStatus.DELIVERED, true)
                            };
                        case UNREACHABLE -> new Tuple[] {Tuple.tuple(MessageStatus.UNREACHABLE, true)};
                    };

            assertThat(answerTo(destination.number().value(), null))
                    .isInstanceOfSatisfying(
                            Accepted.class,
                            accepted -> assertThat(accepted.receipts())
                                    .extracting(Receipt::status, Receipt::isFinal)
                                    .containsExactly(expected));
        }
    }

    @Test
    void refusesAnybodyElse() {
        assertThat(answerTo("+12065550123", null))
                .isEqualTo(new SubmitResult.Refused(MessageStatus.INVALID, "not a simulator destination"));
    }

    @Test
    void playsAnybodyWhereConfigured() {
        assertThat(answerTo("+12065550123", Outcome.DELIVERED)).isInstanceOf(Accepted.class);
    }

    private static SubmitResult answerTo(String destination, @Nullable Outcome others) {
        var message = Messages.aMessage("m", "+12065550110", Instant.EPOCH)
                .setDestinationPhoneNumber(destination)
                .build();
        return new SimulatorCarrier(others).submit(message).join();
    }
}
