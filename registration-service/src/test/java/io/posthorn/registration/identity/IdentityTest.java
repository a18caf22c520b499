package io.posthorn.registration.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private static final String POLICY =
            "{\\'Statement\\':{\\'Effect\\':\\'Allow\\',\\'Action\\':\\'*\\',\\'Resource\\':\\'*\\'}}";
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/SMSVoiceReadOnlyAccess";

    private final TestAccount account = new TestAccount();

    @BeforeEach
    void create() {
        account.call("CreateUser", "{'UserName':'ann','Tags':[{'Key':'team','Value':'red'}]}");
        account.call("CreateGroup", "{'GroupName':'ops'}");
        account.call("CreatePolicy", "{'PolicyName':'all','PolicyDocument':'" + POLICY + "'}");
        account.call(
                "StoreRole",
                "{'RoleName':'deploy','SealedSessionKey':'x','AssumeRolePolicyDocument':'"
                        + "{\\'Statement\\':{\\'Effect\\':\\'Allow\\',\\'Action\\':\\'sts:AssumeRole\\',\\'Principal\\':\\'*\\'}}'}");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "CreateUser | {'UserName':'ann'} | Conflict RESOURCE_ALREADY_EXISTS user",
                "CreateGroup | {'GroupName':'ops'} | Conflict RESOURCE_ALREADY_EXISTS group",
                "CreateUser | {'UserName':'bob','PermissionsBoundary':'none'} | NotFound policy",
                "AttachUserPolicy | {'UserName':'bob','PolicyArn':'all'} | NotFound user",
                "AttachUserPolicy | {'UserName':'ann','PolicyArn':'none'} | NotFound policy",
                "DetachRolePolicy | {'RoleName':'deploy','PolicyArn':'all'} | NotFound policy",
                "DeleteGroupPolicy | {'GroupName':'ops','PolicyName':'none'} | NotFound policy",
                "AddUserToGroup | {'GroupName':'ops','UserName':'bob'} | NotFound user",
                "DeleteAccessKey | {'UserName':'ann','AccessKeyId':'AKIAAAAAAAAAAAAAAAAA'} | NotFound access-key",
                "CreatePolicyVersion | {'PolicyArn':'all','PolicyDocument':'{}'}"
                        + " | Validation UNSPECIFIED_PARAMETER_NOT_SUPPORTED",
            })
    void refusesWhatCannotBe(String operation, String input, String reason) {
        assertThat(account.refusalReason(operation, input)).startsWith(reason);
    }

    @Test
    void keepsUsersWhoStillHaveSomething() {
        account.call("AttachUserPolicy", "{'UserName':'ann','PolicyArn':'" + READ_ONLY + "'}");
        account.call("AddUserToGroup", "{'GroupName':'ops','UserName':'ann'}");
        account.call("StoreUserKey", "{'UserName':'ann','AccessKeyId':'AKIAAAAAAAAAAAAAAAAA','SealedSecret':'x'}");
        var conflict = "Conflict RESOURCE_NOT_EMPTY user";

        assertThat(account.refusalReason("DeleteUser", "{'UserName':'ann'}")).isEqualTo(conflict);
        account.call("DetachUserPolicy", "{'UserName':'ann','PolicyArn':'" + READ_ONLY + "'}");
        assertThat(account.refusalReason("DeleteUser", "{'UserName':'ann'}")).isEqualTo(conflict);
        account.call("RemoveUserFromGroup", "{'GroupName':'ops','UserName':'ann'}");
        assertThat(account.refusalReason("DeleteUser", "{'UserName':'ann'}")).isEqualTo(conflict);
        account.call("DeleteAccessKey", "{'UserName':'ann','AccessKeyId':'AKIAAAAAAAAAAAAAAAAA'}");
        account.call("DeleteUser", "{'UserName':'ann'}");

        assertThat(account.resources().all(ResourceKind.USER)).isEmpty();
    }

    @Test
    void keepsPoliciesThatSomebodyHas() {
        account.call("AttachGroupPolicy", "{'GroupName':'ops','PolicyArn':'all'}");
        account.call("PutRolePermissionsBoundary", "{'RoleName':'deploy','PermissionsBoundary':'all'}");

        account.call("DetachGroupPolicy", "{'GroupName':'ops','PolicyArn':'arn:aws:iam::111122223333:policy/all'}");
        assertThat(account.refusalReason("DeletePolicy", "{'PolicyArn':'all'}"))
                .isEqualTo("Conflict RESOURCE_NOT_EMPTY policy");
        account.call("DeleteRolePermissionsBoundary", "{'RoleName':'deploy'}");
        account.call("DeletePolicy", "{'PolicyArn':'all'}");

        assertThat(account.resources().all(ResourceKind.POLICY)).isEmpty();
    }

    @Test
    void givesAUserTwoKeys() {
        for (var last : new String[] {"A", "B"}) {
            account.call(
                    "StoreUserKey",
                    "{'UserName':'ann','AccessKeyId':'AKIAAAAAAAAAAAAAAAA" + last + "','SealedSecret':'x'}");
        }

        assertThat(account.refusalReason(
                        "StoreUserKey", "{'UserName':'ann','AccessKeyId':'AKIAAAAAAAAAAAAAAAAC','SealedSecret':'x'}"))
                .isEqualTo("Quota ACCESS_KEYS_PER_USER");
    }

    @Test
    void writesPoliciesAndTheirVersions() {
        account.call(
                "CreatePolicyVersion", "{'PolicyArn':'all','SetAsDefault':true,'PolicyDocument':'" + POLICY + "'}");
        account.call("PutUserPolicy", "{'UserName':'ann','PolicyName':'own','PolicyDocument':'" + POLICY + "'}");
        account.call("PutUserPolicy", "{'UserName':'ann','PolicyName':'own','PolicyDocument':'" + POLICY + "'}");

        assertThat(account.get(ResourceKind.POLICY, "all").version()).isEqualTo(2);
        assertThat(account.get(ResourceKind.USER, "ann").grants().inline()).containsOnlyKeys("own");
        assertThat(account.refusalReason(
                        "PutUserPolicy",
                        "{'UserName':'ann','PolicyName':'own','PolicyDocument':'{\\'Statement\\':[]}'}"))
                .startsWith("Validation INVALID_PARAMETER");
    }
}
