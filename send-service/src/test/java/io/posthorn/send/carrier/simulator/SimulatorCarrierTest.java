package io.posthorn.send.carrier.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.simulator.SimulatorDestination.Outcome;
import io.posthorn.core.simulator.SimulatorDestinations;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import io.posthorn.send.Messages;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import io.posthorn.send.carrier.SubmitResult.Receipt;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "a call of {0} characters lasts {1} seconds")
    @CsvSource({"1, 1", "15, 1", "16, 2", "3000, 200"})
    void answersCallsAndListensToTheEnd(int characters, int seconds) {
        assertThat(answerTo(aCall(Messages.SUCCESS, "x".repeat(characters), "TEXT")))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.receipts())
                                .extracting(Receipt::status, Receipt::isFinal, Receipt::callSeconds)
                                .containsExactly(
                                        Tuple.tuple(MessageStatus.RINGING, false, null),
                                        Tuple.tuple(MessageStatus.ANSWERED, false, null),
                                        Tuple.tuple(MessageStatus.COMPLETED, true, seconds)));
    }

    @Test
    void doesNotSpeakMarkup() {
        assertThat(answerTo(aCall(Messages.SUCCESS, "<speak>" + "<break/>".repeat(100) + "Hello</speak>", "SSML")))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.receipts().getLast()).returns(1, Receipt::callSeconds));
    }

    @Test
    void doesNotAnswerCallsToNumbersThatFail() {
        assertThat(answerTo(aCall(Messages.FAILURE, "Hello", "TEXT")))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.receipts())
                                .extracting(Receipt::status, Receipt::isFinal, Receipt::callSeconds)
                                .containsExactly(
                                        Tuple.tuple(MessageStatus.RINGING, false, null),
                                        Tuple.tuple(MessageStatus.NO_ANSWER, true, null)));
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

    private static Message aCall(String destination, String body, String markup) {
        return Messages.aMessage("m", "+12065550110", Instant.EPOCH)
                .setChannel(Channel.VOICE)
                .setDestinationPhoneNumber(destination)
                .setMessageBody(body)
                .setMessageBodyTextType(markup)
                .build();
    }

    private static SubmitResult answerTo(Message message) {
        return new SimulatorCarrier(null).submit(message).join();
    }

    private static SubmitResult answerTo(String destination, @Nullable Outcome others) {
        var message = Messages.aMessage("m", "+12065550110", Instant.EPOCH)
                .setDestinationPhoneNumber(destination)
                .build();
        return new SimulatorCarrier(others).submit(message).join();
    }
}
