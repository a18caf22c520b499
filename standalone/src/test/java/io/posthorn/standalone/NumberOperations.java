package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberStatus;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PhoneNumberFilter;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PhoneNumberInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PoolInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RequestableNumberType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.Tag;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ValidationException;

/** Numbers, pools, their tags, and what they send. */
abstract class NumberOperations extends Operations {
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:inbound";

    @Test
    void leasesAndGivesBackNumbers() {
        var number = client.requestPhoneNumber(request -> request.isoCountryCode("US")
                .messageType(MessageType.TRANSACTIONAL)
                .numberCapabilities(NumberCapability.SMS, NumberCapability.VOICE)
                .numberType(RequestableNumberType.LONG_CODE)
                .deletionProtectionEnabled(true));
        var id = number.phoneNumberId();
        assertThat(number.status()).isEqualTo(NumberStatus.ACTIVE);
        assertThat(number.numberCapabilities()).containsExactly(NumberCapability.SMS, NumberCapability.VOICE);
        assertThat(Double.parseDouble(number.monthlyLeasingPrice())).isPositive();
        conflict(
                "NO_ORIGINATION_IDENTITIES_FOUND",
                () -> client.requestPhoneNumber(request -> request.isoCountryCode("LI")
                        .messageType(MessageType.TRANSACTIONAL)
                        .numberCapabilities(NumberCapability.SMS)
                        .numberType(RequestableNumberType.LONG_CODE)));

        assertThat(client.describePhoneNumbers(request ->
                                request.filters(filter("number-capability", "VOICE"), filter("iso-country-code", "US")))
                        .phoneNumbers())
                .extracting(PhoneNumberInformation::phoneNumberId)
                .containsExactly(id);
        notFound("phone-number", () -> client.describePhoneNumbers(request -> request.phoneNumberIds("phone-nowhere")));
        conflict("DELETION_PROTECTION_ENABLED", () -> client.releasePhoneNumber(request -> request.phoneNumberId(id)));
        var updated = client.updatePhoneNumber(
                request -> request.phoneNumberId(id).twoWayChannelArn(TOPIC).deletionProtectionEnabled(false));
        assertThat(updated.twoWayEnabled()).isTrue();
        assertThat(updated.twoWayChannelArn()).isEqualTo(TOPIC);
        invalid(
                "TWO_WAY_NOT_ENABLED",
                () -> client.updatePhoneNumber(request ->
                        request.phoneNumberId(id).twoWayEnabled(false).selfManagedOptOutsEnabled(true)));
        assertThat(client.releasePhoneNumber(request -> request.phoneNumberId(id))
                        .phoneNumber())
                .isEqualTo(number.phoneNumber());
    }

    @Test
    void gathersNumbersInPools() {
        var first = Clients.simulatorNumber(client);
        var second = Clients.simulatorNumber(client);
        var pool = client.createPool(request ->
                request.originationIdentity(first).isoCountryCode("US").messageType(MessageType.TRANSACTIONAL));
        var id = pool.poolId();
        conflict(
                "PHONE_NUMBER_ASSOCIATED_TO_POOL",
                () -> client.createPool(
                        request -> request.originationIdentity(first).messageType(MessageType.TRANSACTIONAL)));
        client.associateOriginationIdentity(
                request -> request.poolId(id).originationIdentity(second).isoCountryCode("US"));
        conflict(
                "PHONE_NUMBER_ASSOCIATED_TO_POOL",
                () -> client.associateOriginationIdentity(request ->
                        request.poolId(id).originationIdentity(second).isoCountryCode("US")));
        assertThat(client.updatePool(request -> request.poolId(id).deletionProtectionEnabled(true))
                        .deletionProtectionEnabled())
                .isTrue();
        conflict("DELETION_PROTECTION_ENABLED", () -> client.deletePool(request -> request.poolId(id)));
        assertThat(client.describePools(request -> request.poolIds(pool.poolArn()))
                        .pools())
                .singleElement()
                .extracting(PoolInformation::deletionProtectionEnabled)
                .isEqualTo(true);
        client.disassociateOriginationIdentity(
                request -> request.poolId(id).originationIdentity(second).isoCountryCode("US"));
        conflict(
                "LAST_PHONE_NUMBER",
                () -> client.disassociateOriginationIdentity(
                        request -> request.poolId(id).originationIdentity(first).isoCountryCode("US")));
        client.updatePool(request -> request.poolId(id).deletionProtectionEnabled(false));
        client.deletePool(request -> request.poolId(id));
        notFound("pool", () -> client.describePools(request -> request.poolIds(id)));
    }

    @Test
    void tagsWhatHasAName() {
        var arn = client.createOptOutList(request -> request.optOutListName("tagged"))
                .optOutListArn();

        client.tagResource(request -> request.resourceArn(arn).tags(tag("team", "red"), tag("team-2", "blue")));
        client.untagResource(request -> request.resourceArn(arn).tagKeys("team"));

        assertThat(client.listTagsForResource(request -> request.resourceArn(arn))
                        .tags())
                .containsExactly(tag("team-2", "blue"));
        var twice = refused(
                ValidationException.class,
                () -> client.tagResource(
                        request -> request.resourceArn(arn).tags(tag("team", "red"), tag("team", "blue"))));
        assertThat(twice.getMessage()).contains("Tags");
        var nowhere = arn.replace("tagged", "none");
        notFound("opt-out-list", () -> client.listTagsForResource(request -> request.resourceArn(nowhere)));
        notFound(
                "opt-out-list",
                () -> client.untagResource(
                        request -> request.resourceArn(nowhere).tagKeys("team")));
    }

    @Test
    void checksWithoutSending() {
        var number = client.requestPhoneNumber(request -> request.isoCountryCode("US")
                        .messageType(MessageType.TRANSACTIONAL)
                        .numberCapabilities(NumberCapability.SMS, NumberCapability.MMS, NumberCapability.VOICE)
                        .numberType(RequestableNumberType.SIMULATOR))
                .phoneNumberId();

        assertThat(List.of(
                        client.sendTextMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                                        .originationIdentity(number)
                                        .messageBody("Hello")
                                        .dryRun(true))
                                .messageId(),
                        client.sendMediaMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                                        .originationIdentity(number)
                                        .mediaUrls("s3://bucket/picture.png")
                                        .dryRun(true))
                                .messageId(),
                        client.sendVoiceMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                                        .originationIdentity(number)
                                        .messageBody("Hello")
                                        .dryRun(true))
                                .messageId()))
                .doesNotHaveDuplicates();
        var nobody = refused(
                ValidationException.class,
                () -> client.sendTextMessage(request -> request.destinationPhoneNumber("nobody")
                        .originationIdentity(number)
                        .messageBody("Hello")));
        assertThat(nobody.fields()).anySatisfy(field -> assertThat(field.name()).isEqualTo("DestinationPhoneNumber"));
        refused(
                ValidationException.class,
                () -> client.sendMediaMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity(number)
                        .mediaUrls("https://elsewhere/picture.png")));
        refused(
                ResourceNotFoundException.class,
                () -> client.sendVoiceMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity("phone-nowhere")
                        .messageBody("Hello")));
    }

    private static PhoneNumberFilter filter(String name, String value) {
        return PhoneNumberFilter.builder().name(name).values(value).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
