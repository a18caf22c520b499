package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConfigurationSetInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.EventDestination;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.EventType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ProtectConfigurationCountryRuleSetInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ProtectStatus;

/** Configuration sets, their event destinations, and protect configurations. */
abstract class ConfigurationSetOperations extends Operations {
    @Test
    void keepsWhatSendsHaveInCommon() {
        client.createConfigurationSet(request -> request.configurationSetName("shop"));
        conflict(
                "RESOURCE_ALREADY_EXISTS",
                () -> client.createConfigurationSet(request -> request.configurationSetName("shop")));

        client.setDefaultMessageType(
                request -> request.configurationSetName("shop").messageType(MessageType.PROMOTIONAL));
        client.setDefaultSenderId(
                request -> request.configurationSetName("shop").senderId("MyShop"));
        assertThat(described("shop").defaultMessageType()).isEqualTo(MessageType.PROMOTIONAL);
        assertThat(described("shop").defaultSenderId()).isEqualTo("MyShop");

        assertThat(client.deleteDefaultMessageType(request -> request.configurationSetName("shop"))
                        .messageType())
                .isEqualTo(MessageType.PROMOTIONAL);
        assertThat(client.deleteDefaultSenderId(request -> request.configurationSetName("shop"))
                        .senderId())
                .isEqualTo("MyShop");
        assertThat(described("shop").defaultMessageType()).isNull();
        assertThat(described("shop").defaultSenderId()).isNull();
        client.deleteConfigurationSet(request -> request.configurationSetName("shop"));
        notFound(
                "configuration-set",
                () -> client.describeConfigurationSets(request -> request.configurationSetNames("shop")));
    }

    @Test
    void sendsEventsWhereTheyAreWanted() {
        client.createConfigurationSet(request -> request.configurationSetName("told"));
        client.createEventDestination(request -> request.configurationSetName("told")
                .eventDestinationName("stream")
                .matchingEventTypes(EventType.TEXT_ALL, EventType.VOICE_ALL)
                .kinesisFirehoseDestination(stream -> stream.iamRoleArn("arn:aws:iam::000000000000:role/events")
                        .deliveryStreamArn("arn:aws:firehose:us-east-1:000000000000:deliverystream/events")));
        conflict(
                "RESOURCE_ALREADY_EXISTS",
                () -> client.createEventDestination(request -> request.configurationSetName("told")
                        .eventDestinationName("stream")
                        .matchingEventTypes(EventType.ALL)
                        .snsDestination(topic -> topic.topicArn("arn:aws:sns:us-east-1:000000000000:events"))));

        client.updateEventDestination(request -> request.configurationSetName("told")
                .eventDestinationName("stream")
                .enabled(false)
                .matchingEventTypes(EventType.TEXT_DELIVERED));
        assertThat(described("told").eventDestinations()).singleElement().satisfies(destination -> {
            assertThat(destination.enabled()).isFalse();
            assertThat(destination.matchingEventTypes()).containsExactly(EventType.TEXT_DELIVERED);
        });
        conflict(
                "EVENT_DESTINATION_MISMATCH",
                () -> client.updateEventDestination(request -> request.configurationSetName("told")
                        .eventDestinationName("stream")
                        .snsDestination(topic -> topic.topicArn("arn:aws:sns:us-east-1:000000000000:events"))));
        assertThat(client.deleteEventDestination(
                                request -> request.configurationSetName("told").eventDestinationName("stream"))
                        .eventDestination())
                .extracting(EventDestination::eventDestinationName)
                .isEqualTo("stream");
        notFound(
                "event-destination",
                () -> client.deleteEventDestination(
                        request -> request.configurationSetName("told").eventDestinationName("stream")));
    }

    @Test
    void protectsCountries() {
        client.createConfigurationSet(request -> request.configurationSetName("guarded"));
        var protect = client.createProtectConfiguration(request -> request.deletionProtectionEnabled(true));
        var id = protect.protectConfigurationId();
        client.updateProtectConfigurationCountryRuleSet(request -> request.protectConfigurationId(id)
                .numberCapability(NumberCapability.SMS)
                .countryRuleSetUpdates(Map.of("CU", rule(ProtectStatus.BLOCK), "FR", rule(ProtectStatus.ALLOW))));
        assertThat(client.getProtectConfigurationCountryRuleSet(
                                request -> request.protectConfigurationId(id).numberCapability(NumberCapability.SMS))
                        .countryRuleSet())
                .containsEntry("CU", rule(ProtectStatus.BLOCK));

        client.associateProtectConfiguration(
                request -> request.protectConfigurationId(id).configurationSetName("guarded"));
        client.setAccountDefaultProtectConfiguration(request -> request.protectConfigurationId(id));
        assertThat(client.describeProtectConfigurations(request -> request.protectConfigurationIds(id))
                        .protectConfigurations())
                .singleElement()
                .satisfies(found -> assertThat(found.accountDefault()).isTrue());
        conflict(
                "DELETION_PROTECTION_ENABLED",
                () -> client.deleteProtectConfiguration(request -> request.protectConfigurationId(id)));
        client.updateProtectConfiguration(
                request -> request.protectConfigurationId(id).deletionProtectionEnabled(false));
        conflict(
                "PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT",
                () -> client.deleteProtectConfiguration(request -> request.protectConfigurationId(id)));

        assertThat(client.deleteAccountDefaultProtectConfiguration(request -> {})
                        .defaultProtectConfigurationId())
                .isEqualTo(id);
        notFound("protect-configuration", () -> client.deleteAccountDefaultProtectConfiguration(request -> {}));
        conflict(
                "PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET",
                () -> client.deleteProtectConfiguration(request -> request.protectConfigurationId(id)));
        client.disassociateProtectConfiguration(
                request -> request.protectConfigurationId(id).configurationSetName("guarded"));
        conflict(
                "PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET",
                () -> client.disassociateProtectConfiguration(
                        request -> request.protectConfigurationId(id).configurationSetName("guarded")));
        client.deleteProtectConfiguration(request -> request.protectConfigurationId(id));
    }

    private ConfigurationSetInformation described(String name) {
        return client.describeConfigurationSets(request -> request.configurationSetNames(name))
                .configurationSets()
                .getFirst();
    }

    private static ProtectConfigurationCountryRuleSetInformation rule(ProtectStatus status) {
        return ProtectConfigurationCountryRuleSetInformation.builder()
                .protectStatus(status)
                .build();
    }
}
