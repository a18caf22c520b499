package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.AccessDeniedException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.NumberCapability;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.Tag;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ValidationException;

/**
 * What the stories of the other groups do not come across: wrong members, resources that are not there, accounts put
 * aside.
 */
abstract class RefusedOperations extends Operations {
    private static final String NOWHERE = "nowhere";

    static Stream<Arguments> callsForWhatIsNotThere() {
        return Stream.of(
                missing("phone-number", "UpdatePhoneNumber", c -> c.updatePhoneNumber(r -> r.phoneNumberId(NOWHERE))),
                missing("phone-number", "ReleasePhoneNumber", c -> c.releasePhoneNumber(r -> r.phoneNumberId(NOWHERE))),
                missing("pool", "UpdatePool", c -> c.updatePool(r -> r.poolId(NOWHERE))),
                missing("pool", "DeletePool", c -> c.deletePool(r -> r.poolId(NOWHERE))),
                missing(
                        "pool",
                        "ListPoolOriginationIdentities",
                        c -> c.listPoolOriginationIdentities(r -> r.poolId(NOWHERE))),
                missing(
                        "sender-id",
                        "UpdateSenderId",
                        c -> c.updateSenderId(r -> r.senderId(NOWHERE).isoCountryCode("DE"))),
                missing(
                        "opt-out-list",
                        "DescribeOptOutLists",
                        c -> c.describeOptOutLists(r -> r.optOutListNames(NOWHERE))),
                missing(
                        "opt-out-list",
                        "PutOptedOutNumber",
                        c -> c.putOptedOutNumber(r -> r.optOutListName(NOWHERE).optedOutNumber("+12065550123"))),
                missing(
                        "opted-out-number",
                        "DeleteOptedOutNumber",
                        c -> c.deleteOptedOutNumber(
                                r -> r.optOutListName("Default").optedOutNumber("+12065550123"))),
                missing(
                        "configuration-set",
                        "DeleteConfigurationSet",
                        c -> c.deleteConfigurationSet(r -> r.configurationSetName(NOWHERE))),
                missing(
                        "configuration-set",
                        "SetDefaultSenderId",
                        c -> c.setDefaultSenderId(
                                r -> r.configurationSetName(NOWHERE).senderId("MyShop"))),
                missing(
                        "configuration-set",
                        "DeleteDefaultSenderId",
                        c -> c.deleteDefaultSenderId(r -> r.configurationSetName(NOWHERE))),
                missing(
                        "configuration-set",
                        "DeleteDefaultMessageType",
                        c -> c.deleteDefaultMessageType(r -> r.configurationSetName(NOWHERE))),
                missing(
                        "protect-configuration",
                        "AssociateProtectConfiguration",
                        c -> c.associateProtectConfiguration(
                                r -> r.protectConfigurationId(NOWHERE).configurationSetName(NOWHERE))),
                missing(
                        "protect-configuration",
                        "UpdateProtectConfiguration",
                        c -> c.updateProtectConfiguration(r -> r.protectConfigurationId(NOWHERE))),
                missing(
                        "protect-configuration",
                        "SetAccountDefaultProtectConfiguration",
                        c -> c.setAccountDefaultProtectConfiguration(r -> r.protectConfigurationId(NOWHERE))),
                missing(
                        "protect-configuration",
                        "DescribeProtectConfigurations",
                        c -> c.describeProtectConfigurations(r -> r.protectConfigurationIds(NOWHERE))),
                missing(
                        "protect-configuration",
                        "GetProtectConfigurationCountryRuleSet",
                        c -> c.getProtectConfigurationCountryRuleSet(
                                r -> r.protectConfigurationId(NOWHERE).numberCapability(NumberCapability.SMS))),
                missing(
                        "verified-destination-number",
                        "DescribeVerifiedDestinationNumbers",
                        c -> c.describeVerifiedDestinationNumbers(r -> r.verifiedDestinationNumberIds(NOWHERE))),
                missing(
                        "registration",
                        "DescribeRegistrationVersions",
                        c -> c.describeRegistrationVersions(r -> r.registrationId(NOWHERE))),
                missing(
                        "registration",
                        "ListRegistrationAssociations",
                        c -> c.listRegistrationAssociations(r -> r.registrationId(NOWHERE))),
                missing(
                        "registration-attachment",
                        "DescribeRegistrationAttachments",
                        c -> c.describeRegistrationAttachments(r -> r.registrationAttachmentIds(NOWHERE))));
    }

    @ParameterizedTest
    @MethodSource("callsForWhatIsNotThere")
    void tellsWhatIsNotThere(String resourceType, Consumer<PinpointSmsVoiceV2Client> call) {
        notFound(resourceType, () -> call.accept(client));
    }

    static Stream<Arguments> callsWithAWrongMember() {
        return Stream.of(
                wrong(
                        "MaxResults",
                        "DescribeAccountAttributes",
                        c -> c.describeAccountAttributes(r -> r.maxResults(0))),
                wrong("MaxResults", "DescribeAccountLimits", c -> c.describeAccountLimits(r -> r.maxResults(101))),
                wrong("MaxResults", "DescribeSpendLimits", c -> c.describeSpendLimits(r -> r.maxResults(0))),
                wrong(
                        "Tags",
                        "CreateProtectConfiguration",
                        c -> c.createProtectConfiguration(
                                r -> r.tags(List.of(Tag.builder().key("team").build())))),
                wrong(
                        "MessageType",
                        "SetDefaultMessageType",
                        c -> c.setDefaultMessageType(
                                r -> r.configurationSetName("shop").messageType("LETTER"))),
                wrong("RegistrationType", "CreateRegistration", c -> c.createRegistration(r -> r.registrationType(""))),
                wrong(
                        "VerificationChannel",
                        "SendDestinationNumberVerificationCode",
                        c -> c.sendDestinationNumberVerificationCode(
                                r -> r.verifiedDestinationNumberId("verified-1").verificationChannel("LETTER"))),
                wrong(
                        "MonthlyLimit",
                        "SetMediaMessageSpendLimitOverride",
                        c -> c.setMediaMessageSpendLimitOverride(r -> r.monthlyLimit(-1L))),
                wrong(
                        "MonthlyLimit",
                        "SetVoiceMessageSpendLimitOverride",
                        c -> c.setVoiceMessageSpendLimitOverride(r -> r.monthlyLimit(2_000_000_000L))),
                wrong(
                        "CountryRuleSetUpdates",
                        "UpdateProtectConfigurationCountryRuleSet",
                        c -> c.updateProtectConfigurationCountryRuleSet(r -> r.protectConfigurationId("protect-1")
                                .numberCapability(NumberCapability.SMS)
                                .countryRuleSetUpdates(Map.of()))));
    }

    @ParameterizedTest
    @MethodSource("callsWithAWrongMember")
    void namesTheMemberThatIsWrong(String member, Consumer<PinpointSmsVoiceV2Client> call) {
        var refused = refused(ValidationException.class, () -> call.accept(client));

        assertThat(refused.getMessage()).contains(member);
        assertThat(refused.fields())
                .singleElement()
                .satisfies(field -> assertThat(field.name()).startsWith(member));
    }

    @Test
    void answersNothingToASuspendedAccount() throws IOException, InterruptedException {
        var suspended = posthorn.openAccount();
        posthorn.operator().call("PATCH", "/accounts/" + suspended.id(), "{'status':'SUSPENDED'}");

        try (var none = Clients.of(posthorn.endpoint(), suspended.key(), CALLS)) {
            // These three have no member that could be wrong.
            Stream.<Consumer<PinpointSmsVoiceV2Client>>of(
                            c -> c.deleteTextMessageSpendLimitOverride(r -> {}),
                            c -> c.deleteMediaMessageSpendLimitOverride(r -> {}),
                            c -> c.deleteVoiceMessageSpendLimitOverride(r -> {}))
                    .forEach(call -> assertThat(refused(AccessDeniedException.class, () -> call.accept(none))
                                    .reasonAsString())
                            .isEqualTo("ACCOUNT_DISABLED"));
        }
    }

    private static Arguments missing(String resourceType, String operation, Consumer<PinpointSmsVoiceV2Client> call) {
        return argumentSet(operation, resourceType, call);
    }

    private static Arguments wrong(String member, String operation, Consumer<PinpointSmsVoiceV2Client> call) {
        return argumentSet(operation, member, call);
    }
}
