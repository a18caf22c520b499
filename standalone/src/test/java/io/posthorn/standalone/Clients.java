package io.posthorn.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.FieldType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;
import software.amazon.awssdk.services.sns.SnsClient;

/** Clients of the API as its users have them. */
final class Clients {
    /** Simulator destinations of the service's user guide. */
    static final String SUCCESS = "+14254147755";

    static final String FAILURE = "+14254147167";

    /** The development credentials. */
    static final AwsCredentials DEVELOPMENT = AwsBasicCredentials.create("posthorn", "posthorn-secret");

    private Clients() {}

    /** A client with the development credentials that shows every answer as it is, without retries. */
    static PinpointSmsVoiceV2Client of(String endpoint) {
        return of(endpoint, DEVELOPMENT);
    }

    /** A client with other credentials, watched by {@code interceptors}. */
    static PinpointSmsVoiceV2Client of(
            String endpoint, AwsCredentials credentials, ExecutionInterceptor... interceptors) {
        return PinpointSmsVoiceV2Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .executionInterceptors(List.of(interceptors)))
                .build();
    }

    /** A client of topics and their subscribers. */
    static SnsClient topics(String endpoint, AwsCredentials credentials) {
        return SnsClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    /** What is there to read at an address, with the development credentials. */
    static String get(String url) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer posthorn.posthorn-secret")
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    /** Requests a simulator number and gives its id. */
    static String simulatorNumber(PinpointSmsVoiceV2Client client) {
        return client.requestPhoneNumber(request -> request.isoCountryCode("US")
                        .messageType(MessageType.TRANSACTIONAL)
                        .numberCapabilities(NumberCapability.SMS)
                        .numberType(RequestableNumberType.SIMULATOR))
                .phoneNumberId();
    }

    /** Answers what the definitions say has to be answered, as a client without any knowledge of the type does. */
    static void fillIn(PinpointSmsVoiceV2Client client, String registration, String type) {
        client
                .describeRegistrationFieldDefinitionsPaginator(request -> request.registrationType(type))
                .registrationFieldDefinitions()
                .stream()
                .filter(field -> field.fieldRequirementAsString().equals("REQUIRED"))
                .forEach(field -> client.putRegistrationFieldValue(request -> {
                    request.registrationId(registration).fieldPath(field.fieldPath());
                    if (field.fieldType() == FieldType.SELECT) {
                        request.selectChoices(field.selectValidation().options().getFirst());
                    } else {
                        var example = field.displayHints().exampleTextValue();
                        request.textValue(
                                example == null
                                        ? "x".repeat(field.textValidation().minLength())
                                        : example);
                    }
                }));
    }
}
