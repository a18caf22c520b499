package io.posthorn.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.DamagedText;
import io.posthorn.core.topic.RetryPolicy.Backoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPolicyTest {
    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void readsThePolicyOfASubscription() throws InvalidAttributeException {
        var policy = DeliveryPolicy.ofSubscription(json("""
            {'healthyRetryPolicy': {'minDelayTarget': 1, 'maxDelayTarget': 60, 'numRetries': 50,
              'numNoDelayRetries': 3, 'numMinDelayRetries': 2, 'numMaxDelayRetries': 35,
              'backoffFunction': 'exponential'},
             'throttlePolicy': {'maxReceivesPerSecond': 10},
             'requestPolicy': {'headerContentType': 'application/json'}}
            """));

        assertThat(policy)
                .isEqualTo(new DeliveryPolicy(
                        new RetryPolicy(
                                Duration.ofSeconds(1), Duration.ofSeconds(60), 50, 3, 2, 35, Backoff.EXPONENTIAL),
                        10,
                        "application/json"));
    }

    @Test
    void neverFailsWhateverAPolicyHolds() {
        var policy = "{'http':{'defaultHealthyRetryPolicy':{'minDelayTarget':1,'maxDelayTarget':60,'numRetries':50,"
                + "'backoffFunction':'linear'},'defaultThrottlePolicy':{'maxReceivesPerSecond':10},"
                + "'defaultRequestPolicy':{'headerContentType':'text/plain'}}}";
        DamagedText.of(json(policy), 1_000, damaged -> {
            try {
                assertThat(DeliveryPolicy.ofTopic(damaged).policy()).isNotNull();
            } catch (InvalidAttributeException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        });
    }

    @Test
    void readsThePolicyOfATopic() throws InvalidAttributeException {
        var policy = DeliveryPolicy.ofTopic(json("""
            {'http': {'defaultHealthyRetryPolicy': {'numRetries': 1}, 'disableSubscriptionOverrides': true}}
            """));

        assertThat(policy.overridable()).isFalse();
        assertThat(policy.policy().effectiveRetries().retries()).isEqualTo(1);
    }

    @Test
    void fallsBackMemberByMember() throws InvalidAttributeException {
        var own = DeliveryPolicy.ofSubscription(json("{'throttlePolicy': {'maxReceivesPerSecond': 3}}"));
        var others = DeliveryPolicy.ofSubscription(
                json("{'healthyRetryPolicy': {'numRetries': 9}, 'throttlePolicy': {'maxReceivesPerSecond': 4}}"));

        assertThat(own.or(others).receivesPerSecond()).isEqualTo(3);
        assertThat(own.or(others).effectiveRetries().retries()).isEqualTo(9);
        assertThat(own.effectiveRetries()).isEqualTo(RetryPolicy.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                                                              | is not JSON",
                "[]                                                                    | an object was expected",
                "{'retries': 1}                                                        | retries",
                "{'healthyRetryPolicy': {'numRetries': 101}}                           | from 0 to 100",
                "{'healthyRetryPolicy': {'numRetries': 1.5}}                           | from 0 to 100",
                "{'healthyRetryPolicy': {'minDelayTarget': 0}}                         | from 1 to 3600",
                "{'healthyRetryPolicy': {'minDelayTarget': 30, 'maxDelayTarget': 20}}  | minDelayTarget",
                "{'healthyRetryPolicy': {'numNoDelayRetries': 2,'numMaxDelayRetries': 2}} | more retries",
                "{'healthyRetryPolicy': {'backoffFunction': 'fast'}}                   | backoffFunction",
                "{'throttlePolicy': {'maxReceivesPerSecond': 0}}                       | from 1",
                "{'requestPolicy': {'headerContentType': 'a/b\\r\\nX: y'}}             | headerContentType"
            })
    void refusesWhatCannotBe(String policy, String fault) {
        assertThatThrownBy(() -> DeliveryPolicy.ofSubscription(json(policy)))
                .isInstanceOf(InvalidAttributeException.class)
                .hasMessageContaining(fault);
    }
}
