package io.posthorn.registration.protect;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.output.CountryRuleSetOutput;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ProtectStatus;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectConfigurationTest {
    private final TestAccount account = new TestAccount();

    private String create(String members) {
        return account.call("CreateProtectConfiguration", "{" + members + "}", "ProtectConfigurationId");
    }

    private static String named(String id) {
        return "{'ProtectConfigurationId':'" + id + "'}";
    }

    private static String association(String id, String set) {
        return "{'ProtectConfigurationId':'" + id + "','ConfigurationSetName':'" + set + "'}";
    }

    private static String rules(String id, String capability, String updates) {
        return "{'ProtectConfigurationId':'" + id + "','NumberCapability':'" + capability
                + "','CountryRuleSetUpdates':{" + updates + "}}";
    }

    private ProtectConfiguration protect(String id) {
        return account.get(ResourceKind.PROTECT_CONFIGURATION, id);
    }

    @Test
    void allowsEverythingWhenNew() {
        var output = account.call("CreateProtectConfiguration", "{'Tags':[{'Key':'Name','Value':'first'}]}");

        assertThat(output.required("ProtectConfigurationId").asString())
                .isEqualTo("protect-00000000000000000000000000000001");
        assertThat(output.required("AccountDefault").asBoolean()).isFalse();
        assertThat(output.required("DeletionProtectionEnabled").asBoolean()).isFalse();
        assertThat(protect("protect-00000000000000000000000000000001").rules()).isEmpty();
    }

    @Test
    void keepsToTheQuota() {
        for (int i = 0; i < Quotas.DEFAULT.protectConfigurations(); i++) {
            create("");
        }

        assertThat(account.refusalReason("CreateProtectConfiguration", "{}"))
                .isEqualTo("Quota PROTECT_CONFIGURATIONS_PER_ACCOUNT");
    }

    @Test
    void changesTheRulesNamedForOneCapabilityOnly() {
        var id = create("");

        account.call(
                "UpdateProtectConfigurationCountryRuleSet",
                rules(id, "SMS", "'GB':{'ProtectStatus':'BLOCK'},'FR':{'ProtectStatus':'MONITOR'}"));
        account.call("UpdateProtectConfigurationCountryRuleSet", rules(id, "MMS", "'DE':{'ProtectStatus':'FILTER'}"));
        var output = account.call(
                "UpdateProtectConfigurationCountryRuleSet",
                rules(id, "SMS", "'GB':{'ProtectStatus':'ALLOW'},'XK':{'ProtectStatus':'BLOCK'}"));

        var rules = output.required("CountryRuleSet");
        assertThat(rules.propertyNames()).containsExactlyInAnyOrderElementsOf(CountryRuleSetOutput.COUNTRIES);
        assertThat(rules.required("GB").required("ProtectStatus").asString()).isEqualTo("ALLOW");
        assertThat(rules.required("FR").required("ProtectStatus").asString()).isEqualTo("MONITOR");
        assertThat(rules.required("DE").required("ProtectStatus").asString()).isEqualTo("ALLOW");
        assertThat(rules.required("XK").required("ProtectStatus").asString()).isEqualTo("BLOCK");
        assertThat(protect(id).statusOf(Capability.MMS, "DE")).isEqualTo(ProtectStatus.FILTER);
        assertThat(protect(id).statusOf(Capability.VOICE, "FR")).isEqualTo(ProtectStatus.ALLOW);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "SMS|'ZZ':{'ProtectStatus':'BLOCK'}|INVALID_PARAMETER",
                "RCS|'US':{'ProtectStatus':'BLOCK'}|INVALID_PARAMETER",
                "SMS|'gb':{'ProtectStatus':'BLOCK'}|FIELD_VALIDATION_FAILED",
                "SMS|'GB':{'ProtectStatus':'DENY'}|FIELD_VALIDATION_FAILED",
                "SMS||FIELD_VALIDATION_FAILED"
            })
    void refusesRulesThatCannotBe(String capability, String updates, String reason) {
        assertThat(account.refusalReason(
                        "UpdateProtectConfigurationCountryRuleSet",
                        rules(create(""), capability, updates == null ? "" : updates)))
                .isEqualTo("Validation " + reason);
    }

    @Test
    void turnsDeletionProtectionOnAndOff() {
        var id = create("");

        account.call(
                "UpdateProtectConfiguration",
                "{'ProtectConfigurationId':'" + id + "','DeletionProtectionEnabled':true}");
        account.call("UpdateProtectConfiguration", named(id));
        assertThat(account.refusalReason("DeleteProtectConfiguration", named(id)))
                .isEqualTo("Conflict DELETION_PROTECTION_ENABLED protect-configuration");
        account.call(
                "UpdateProtectConfiguration",
                "{'ProtectConfigurationId':'" + id + "','DeletionProtectionEnabled':false}");
        account.call(
                "DeleteProtectConfiguration",
                named("arn:aws:sms-voice:us-east-1:111122223333:protect-configuration/" + id));

        assertThat(account.resources().all(ResourceKind.PROTECT_CONFIGURATION)).isEmpty();
    }

    @Test
    void appliesToASetInPlaceOfAnother() {
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders'}");
        var first = create("");
        var second = create("");

        account.call("AssociateProtectConfiguration", association(first, "orders"));
        account.call("AssociateProtectConfiguration", association(second, "orders"));

        assertThat(account.get(ResourceKind.CONFIGURATION_SET, "orders").protectConfigurationId())
                .isEqualTo(second);
        assertThat(account.refusalReason("DisassociateProtectConfiguration", association(first, "orders")))
                .isEqualTo(
                        "Conflict PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET protect-configuration");
        assertThat(account.refusalReason("DeleteProtectConfiguration", named(second)))
                .isEqualTo("Conflict PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET protect-configuration");
        account.call("DisassociateProtectConfiguration", association(second, "orders"));
        assertThat(account.get(ResourceKind.CONFIGURATION_SET, "orders").protectConfigurationId())
                .isNull();
        account.call("DeleteProtectConfiguration", named(second));
    }

    @Test
    void isTheOnlyAccountDefault() {
        var first = create("");
        var second = create("");

        account.call("SetAccountDefaultProtectConfiguration", named(first));
        account.call("SetAccountDefaultProtectConfiguration", named(first));
        assertThat(account.call(
                        "SetAccountDefaultProtectConfiguration", named(second), "DefaultProtectConfigurationId"))
                .isEqualTo(second);

        assertThat(protect(first).accountDefault()).isFalse();
        assertThat(protect(second).accountDefault()).isTrue();
        assertThat(account.refusalReason("DeleteProtectConfiguration", named(second)))
                .isEqualTo("Conflict PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT protect-configuration");
        assertThat(account.call("DeleteAccountDefaultProtectConfiguration", "{}", "DefaultProtectConfigurationId"))
                .isEqualTo(second);
        assertThat(protect(second).accountDefault()).isFalse();
        assertThat(account.refusalReason("DeleteAccountDefaultProtectConfiguration", "{}"))
                .isEqualTo("NotFound protect-configuration");
    }

    @ParameterizedTest
    @CsvSource({
        "UpdateProtectConfiguration",
        "UpdateProtectConfigurationCountryRuleSet",
        "DeleteProtectConfiguration",
        "AssociateProtectConfiguration",
        "DisassociateProtectConfiguration",
        "SetAccountDefaultProtectConfiguration"
    })
    void hasToBeThere(String operation) {
        assertThat(account.refusalReason(
                        operation,
                        "{'ProtectConfigurationId':'protect-1','ConfigurationSetName':'orders','NumberCapability':'SMS',"
                                + "'CountryRuleSetUpdates':{'GB':{'ProtectStatus':'BLOCK'}}}"))
                .isEqualTo("NotFound protect-configuration");
    }

    @ParameterizedTest
    @CsvSource({"AssociateProtectConfiguration", "DisassociateProtectConfiguration"})
    void needsTheSetToBeThere(String operation) {
        assertThat(account.refusalReason(operation, association(create(""), "none")))
                .isEqualTo("NotFound configuration-set");
    }
}
