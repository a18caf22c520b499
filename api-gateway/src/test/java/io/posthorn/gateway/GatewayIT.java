package io.posthorn.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.posthorn.gateway.kafka.InstanceId;
import io.posthorn.optout.OptOutServiceApplication;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.send.SendRequests;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.registration.RegistrationServiceApplication;
import io.posthorn.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConfigurationSetInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictExceptionReason;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.EventType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.OptOutListInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.OptedOutNumberInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PinpointSmsVoiceV2Exception;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ValidationException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ValidationExceptionReason;

/** The gateway with the owner of the resources behind it, as the AWS SDK for Java sees it. */
class GatewayIT {
    /** Simulator destination in the United States: delivered. */
    private static final String SUCCESS = "+14254147755";

    private static TestCluster cluster;
    private static ConfigurableApplicationContext registration;
    private static ConfigurableApplicationContext optOut;
    private static RunningGateway gateway;
    private static PinpointSmsVoiceV2Client client;
    private static String poolId;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
        var arguments = new ArrayList<>(List.of(cluster.arguments("registration")));
        arguments.add("--server.port=0");
        registration = PosthornApplication.run(RegistrationServiceApplication.class, arguments.toArray(String[]::new));
        optOut = PosthornApplication.run(OptOutServiceApplication.class, arguments("opt-out"));
        gateway = RunningGateway.start(cluster, "gateway");
        client = client("posthorn", "posthorn-secret", Region.US_EAST_1);
        var number = requestNumber();
        poolId = client.createPool(request -> request.originationIdentity(number)
                        .messageType(MessageType.TRANSACTIONAL)
                        .isoCountryCode("US"))
                .poolId();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        optOut.close();
        registration.close();
        cluster.close();
    }

    private static String[] arguments(String instance) {
        var arguments = new ArrayList<>(List.of(cluster.arguments(instance)));
        arguments.add("--server.port=0");
        return arguments.toArray(String[]::new);
    }

    private static PinpointSmsVoiceV2Client client(String accessKeyId, String secret, Region region) {
        return PinpointSmsVoiceV2Client.builder()
                .endpointOverride(gateway.endpoint())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secret)))
                .overrideConfiguration(options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private static String requestNumber() {
        return client.requestPhoneNumber(request -> request.isoCountryCode("US")
                        .messageType(MessageType.TRANSACTIONAL)
                        .numberCapabilities(NumberCapability.SMS)
                        .numberType(RequestableNumberType.SIMULATOR))
                .phoneNumberId();
    }

    @Test
    void readsWhatItWrote() {
        client.createConfigurationSet(request -> request.configurationSetName("written"));
        var sets = client.describeConfigurationSets(request -> request.configurationSetNames("written"));
        assertThat(sets.configurationSets()).hasSize(1);

        client.createEventDestination(request -> request.configurationSetName("written")
                .eventDestinationName("events")
                .matchingEventTypes(EventType.TEXT_ALL)
                .snsDestination(sns -> sns.topicArn("arn:aws:sns:us-east-1:000000000000:events")));
        sets = client.describeConfigurationSets(request -> request.configurationSetNames("written"));
        assertThat(sets.configurationSets().getFirst().eventDestinations()).hasSize(1);

        client.deleteConfigurationSet(request -> request.configurationSetName("written"));
        assertThatThrownBy(() -> client.describeConfigurationSets(request -> request.configurationSetNames("written")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void writesManyThingsAtOnce() {
        var requests = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> client.createConfigurationSet(request -> request.configurationSetName("parallel-" + i)),
                        Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(requests).join();

        assertThat(client.describeConfigurationSetsPaginator(request -> request.maxResults(5)).stream()
                        .flatMap(page -> page.configurationSets().stream())
                        .map(ConfigurationSetInformation::configurationSetName)
                        .filter(name -> name.startsWith("parallel-")))
                .hasSize(12)
                .doesNotHaveDuplicates();
    }

    @Test
    void answersARepeatedRequestTheSameWay() {
        var first = client.createOptOutList(
                request -> request.optOutListName("repeated").clientToken("token-1"));
        var second = client.createOptOutList(
                request -> request.optOutListName("repeated").clientToken("token-1"));

        assertThat(second.createdTimestamp()).isEqualTo(first.createdTimestamp());
        var conflict = catchThrowableOfType(
                ConflictException.class, () -> client.createOptOutList(request -> request.optOutListName("repeated")));
        assertThat(conflict.reason()).isEqualTo(ConflictExceptionReason.RESOURCE_ALREADY_EXISTS);
        assertThat(conflict.requestId()).hasSize(36);
    }

    @Test
    void keepsRegionsApart() {
        try (var elsewhere = client("posthorn", "posthorn-secret", Region.EU_WEST_1)) {
            assertThat(elsewhere.describePools(request -> {}).pools()).isEmpty();
            assertThat(elsewhere.describeOptOutLists(request -> {}).optOutLists())
                    .extracting(OptOutListInformation::optOutListName)
                    .containsExactly("Default");
        }
    }

    @Test
    void writesDownAMessageBeforeItIsAnswered() {
        var answer = client.sendTextMessage(request -> request.destinationPhoneNumber(SUCCESS)
                .originationIdentity(poolId)
                .messageBody("héllo €"));

        var row = cluster.records(Topics.SEND_REQUESTS.name()).stream()
                .filter(each -> each.key().equals("000000000000/" + SUCCESS))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(TestCluster.header(row, SendRequests.ACCEPTED_BY_HEADER))
                .contains(gateway.bean(InstanceId.class).value());
        assertThat(row.headers().lastHeader("posthorn-seen")).isNotNull();
        var sent = cluster.values(Topics.SEND_REQUESTS).stream()
                .filter(each -> answer.messageId().equals(each.getMessageId()))
                .toList();
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().getMessageBody()).isEqualTo("héllo €");
        assertThat(sent.getFirst().getRegion()).isEqualTo("us-east-1");
        assertThat(sent.getFirst().getOriginationIdentity()).isEqualTo(poolId);
    }

    @Test
    void sendsNothingOnADryRun() {
        var answer = client.sendTextMessage(request -> request.destinationPhoneNumber(SUCCESS)
                .originationIdentity(poolId)
                .messageBody("hello")
                .dryRun(true));

        assertThat(UUID.fromString(answer.messageId())).isNotNull();
        assertThat(cluster.values(Topics.SEND_REQUESTS))
                .noneMatch(each -> answer.messageId().equals(each.getMessageId()));
    }

    @Test
    void refusesASendWithTheReason() {
        var missing = catchThrowableOfType(
                ResourceNotFoundException.class,
                () -> client.sendTextMessage(request -> request.destinationPhoneNumber(SUCCESS)
                        .originationIdentity("pool-nowhere")
                        .messageBody("hello")));
        assertThat(missing.resourceTypeAsString()).isEqualTo("pool");
        assertThat(missing.resourceId()).isEqualTo("pool-nowhere");

        var invalid = catchThrowableOfType(
                ValidationException.class,
                () -> client.sendTextMessage(
                        request -> request.destinationPhoneNumber("12-34").maxPrice("1")));
        assertThat(invalid.reason()).isEqualTo(ValidationExceptionReason.FIELD_VALIDATION_FAILED);
        assertThat(invalid.fields())
                .extracting(field -> field.name())
                .containsExactlyInAnyOrder("DestinationPhoneNumber", "MaxPrice");
    }

    @Test
    void refusesStrangers() {
        try (var stranger = client("posthorn", "another-secret", Region.US_EAST_1)) {
            assertThatThrownBy(() -> stranger.describePools(request -> {}))
                    .isInstanceOfSatisfying(PinpointSmsVoiceV2Exception.class, refused -> {
                        assertThat(refused.statusCode()).isEqualTo(403);
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
                    });
        }
    }

    @Test
    void optsOutBeforeItAnswers() {
        var recipient = "+14254147167";
        var put = client.putOptedOutNumber(
                request -> request.optOutListName("Default").optedOutNumber(recipient));

        assertThat(put.optedOutNumber()).isEqualTo(recipient);
        assertThat(client.describeOptedOutNumbers(request -> request.optOutListName("Default"))
                        .optedOutNumbers())
                .extracting(OptedOutNumberInformation::optedOutNumber)
                .contains(recipient);
        var refused = catchThrowableOfType(
                ConflictException.class,
                () -> client.sendTextMessage(request -> request.destinationPhoneNumber(recipient)
                        .originationIdentity(poolId)
                        .messageBody("hello")));
        assertThat(refused.reason()).isEqualTo(ConflictExceptionReason.DESTINATION_PHONE_NUMBER_OPTED_OUT);
    }

    @Test
    void refusesToOptOutOfAListThatIsNotThere() {
        assertThatThrownBy(() -> client.putOptedOutNumber(
                        request -> request.optOutListName("nowhere").optedOutNumber("+12065550147")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
