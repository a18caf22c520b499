package io.posthorn.registration;

import io.posthorn.registration.command.Request;
import io.posthorn.registration.configurationset.CreateConfigurationSet;
import io.posthorn.registration.configurationset.CreateEventDestination;
import io.posthorn.registration.configurationset.DeleteConfigurationSet;
import io.posthorn.registration.configurationset.DeleteDefaultMessageType;
import io.posthorn.registration.configurationset.DeleteDefaultSenderId;
import io.posthorn.registration.configurationset.DeleteEventDestination;
import io.posthorn.registration.configurationset.SetDefaultMessageFeedbackEnabled;
import io.posthorn.registration.configurationset.SetDefaultMessageType;
import io.posthorn.registration.configurationset.SetDefaultSenderId;
import io.posthorn.registration.configurationset.UpdateEventDestination;
import io.posthorn.registration.form.CreateRegistration;
import io.posthorn.registration.form.CreateRegistrationAssociation;
import io.posthorn.registration.form.CreateRegistrationAttachment;
import io.posthorn.registration.form.CreateRegistrationVersion;
import io.posthorn.registration.form.DeleteRegistration;
import io.posthorn.registration.form.DeleteRegistrationAttachment;
import io.posthorn.registration.form.DeleteRegistrationFieldValue;
import io.posthorn.registration.form.DiscardRegistrationVersion;
import io.posthorn.registration.form.PutRegistrationFieldValue;
import io.posthorn.registration.form.ReviewRegistrationVersion;
import io.posthorn.registration.form.SubmitRegistrationVersion;
import io.posthorn.registration.identity.AddUserToGroup;
import io.posthorn.registration.identity.AttachGroupPolicy;
import io.posthorn.registration.identity.AttachRolePolicy;
import io.posthorn.registration.identity.AttachUserPolicy;
import io.posthorn.registration.identity.CreateGroup;
import io.posthorn.registration.identity.CreatePolicy;
import io.posthorn.registration.identity.CreatePolicyVersion;
import io.posthorn.registration.identity.CreateUser;
import io.posthorn.registration.identity.DeleteAccessKey;
import io.posthorn.registration.identity.DeleteGroup;
import io.posthorn.registration.identity.DeleteGroupPolicy;
import io.posthorn.registration.identity.DeletePolicy;
import io.posthorn.registration.identity.DeleteRole;
import io.posthorn.registration.identity.DeleteRolePermissionsBoundary;
import io.posthorn.registration.identity.DeleteRolePolicy;
import io.posthorn.registration.identity.DeleteUser;
import io.posthorn.registration.identity.DeleteUserPermissionsBoundary;
import io.posthorn.registration.identity.DeleteUserPolicy;
import io.posthorn.registration.identity.DetachGroupPolicy;
import io.posthorn.registration.identity.DetachRolePolicy;
import io.posthorn.registration.identity.DetachUserPolicy;
import io.posthorn.registration.identity.PutGroupPolicy;
import io.posthorn.registration.identity.PutRolePermissionsBoundary;
import io.posthorn.registration.identity.PutRolePolicy;
import io.posthorn.registration.identity.PutUserPermissionsBoundary;
import io.posthorn.registration.identity.PutUserPolicy;
import io.posthorn.registration.identity.RemoveUserFromGroup;
import io.posthorn.registration.identity.StoreRole;
import io.posthorn.registration.identity.StoreUserKey;
import io.posthorn.registration.identity.TagRole;
import io.posthorn.registration.identity.TagUser;
import io.posthorn.registration.identity.UntagRole;
import io.posthorn.registration.identity.UntagUser;
import io.posthorn.registration.identity.UpdateAccessKey;
import io.posthorn.registration.identity.UpdateAssumeRolePolicy;
import io.posthorn.registration.keyword.DeleteKeyword;
import io.posthorn.registration.keyword.PutKeyword;
import io.posthorn.registration.optout.CreateOptOutList;
import io.posthorn.registration.optout.DeleteOptOutList;
import io.posthorn.registration.origination.AssociateOriginationIdentity;
import io.posthorn.registration.origination.CreatePool;
import io.posthorn.registration.origination.DeletePool;
import io.posthorn.registration.origination.DisassociateOriginationIdentity;
import io.posthorn.registration.origination.ReleasePhoneNumber;
import io.posthorn.registration.origination.ReleaseSenderId;
import io.posthorn.registration.origination.RequestPhoneNumber;
import io.posthorn.registration.origination.RequestSenderId;
import io.posthorn.registration.origination.UpdatePhoneNumber;
import io.posthorn.registration.origination.UpdatePool;
import io.posthorn.registration.origination.UpdateSenderId;
import io.posthorn.registration.protect.AssociateProtectConfiguration;
import io.posthorn.registration.protect.CreateProtectConfiguration;
import io.posthorn.registration.protect.DeleteAccountDefaultProtectConfiguration;
import io.posthorn.registration.protect.DeleteProtectConfiguration;
import io.posthorn.registration.protect.DisassociateProtectConfiguration;
import io.posthorn.registration.protect.SetAccountDefaultProtectConfiguration;
import io.posthorn.registration.protect.UpdateProtectConfiguration;
import io.posthorn.registration.protect.UpdateProtectConfigurationCountryRuleSet;
import io.posthorn.registration.spend.DeleteMediaMessageSpendLimitOverride;
import io.posthorn.registration.spend.DeleteTextMessageSpendLimitOverride;
import io.posthorn.registration.spend.DeleteVoiceMessageSpendLimitOverride;
import io.posthorn.registration.spend.SetMediaMessageSpendLimitOverride;
import io.posthorn.registration.spend.SetTextMessageSpendLimitOverride;
import io.posthorn.registration.spend.SetVoiceMessageSpendLimitOverride;
import io.posthorn.registration.tag.TagResource;
import io.posthorn.registration.tag.UntagResource;
import io.posthorn.registration.topic.ConfirmSubscription;
import io.posthorn.registration.topic.CreateTopic;
import io.posthorn.registration.topic.DeleteTopic;
import io.posthorn.registration.topic.SetSubscriptionAttributes;
import io.posthorn.registration.topic.SetTopicAttributes;
import io.posthorn.registration.topic.Subscribe;
import io.posthorn.registration.topic.Unsubscribe;
import io.posthorn.registration.topic.UnsubscribeByLink;
import io.posthorn.registration.verification.CreateVerifiedDestinationNumber;
import io.posthorn.registration.verification.DeleteVerifiedDestinationNumber;
import io.posthorn.registration.verification.SendDestinationNumberVerificationCode;
import io.posthorn.registration.verification.VerifyDestinationNumber;
import java.util.List;

/** Every operation of this service. To add one, write its record and name it here. */
public final class Catalogue {
    public static final List<Class<? extends Request>> REQUESTS = List.of(
            RequestPhoneNumber.class,
            UpdatePhoneNumber.class,
            ReleasePhoneNumber.class,
            CreatePool.class,
            UpdatePool.class,
            DeletePool.class,
            AssociateOriginationIdentity.class,
            DisassociateOriginationIdentity.class,
            CreateConfigurationSet.class,
            DeleteConfigurationSet.class,
            SetDefaultMessageType.class,
            DeleteDefaultMessageType.class,
            SetDefaultSenderId.class,
            DeleteDefaultSenderId.class,
            SetDefaultMessageFeedbackEnabled.class,
            CreateEventDestination.class,
            UpdateEventDestination.class,
            DeleteEventDestination.class,
            CreateOptOutList.class,
            DeleteOptOutList.class,
            CreateProtectConfiguration.class,
            UpdateProtectConfiguration.class,
            UpdateProtectConfigurationCountryRuleSet.class,
            DeleteProtectConfiguration.class,
            AssociateProtectConfiguration.class,
            DisassociateProtectConfiguration.class,
            SetAccountDefaultProtectConfiguration.class,
            DeleteAccountDefaultProtectConfiguration.class,
            RequestSenderId.class,
            UpdateSenderId.class,
            ReleaseSenderId.class,
            PutKeyword.class,
            DeleteKeyword.class,
            CreateVerifiedDestinationNumber.class,
            SendDestinationNumberVerificationCode.class,
            VerifyDestinationNumber.class,
            DeleteVerifiedDestinationNumber.class,
            SetTextMessageSpendLimitOverride.class,
            DeleteTextMessageSpendLimitOverride.class,
            SetMediaMessageSpendLimitOverride.class,
            DeleteMediaMessageSpendLimitOverride.class,
            SetVoiceMessageSpendLimitOverride.class,
            DeleteVoiceMessageSpendLimitOverride.class,
            CreateRegistration.class,
            DeleteRegistration.class,
            CreateRegistrationVersion.class,
            SubmitRegistrationVersion.class,
            DiscardRegistrationVersion.class,
            PutRegistrationFieldValue.class,
            DeleteRegistrationFieldValue.class,
            CreateRegistrationAttachment.class,
            DeleteRegistrationAttachment.class,
            CreateRegistrationAssociation.class,
            ReviewRegistrationVersion.class,
            CreateTopic.class,
            DeleteTopic.class,
            SetTopicAttributes.class,
            Subscribe.class,
            ConfirmSubscription.class,
            Unsubscribe.class,
            UnsubscribeByLink.class,
            SetSubscriptionAttributes.class,
            AddUserToGroup.class,
            AttachGroupPolicy.class,
            AttachRolePolicy.class,
            AttachUserPolicy.class,
            CreateGroup.class,
            CreatePolicy.class,
            CreatePolicyVersion.class,
            CreateUser.class,
            DeleteAccessKey.class,
            DeleteGroup.class,
            DeleteGroupPolicy.class,
            DeletePolicy.class,
            DeleteRole.class,
            DeleteRolePermissionsBoundary.class,
            DeleteRolePolicy.class,
            DeleteUser.class,
            DeleteUserPermissionsBoundary.class,
            DeleteUserPolicy.class,
            DetachGroupPolicy.class,
            DetachRolePolicy.class,
            DetachUserPolicy.class,
            PutGroupPolicy.class,
            PutRolePermissionsBoundary.class,
            PutRolePolicy.class,
            PutUserPermissionsBoundary.class,
            PutUserPolicy.class,
            RemoveUserFromGroup.class,
            StoreRole.class,
            StoreUserKey.class,
            TagRole.class,
            TagUser.class,
            UntagRole.class,
            UntagUser.class,
            UpdateAccessKey.class,
            UpdateAssumeRolePolicy.class,
            TagResource.class,
            UntagResource.class);

    private Catalogue() {}
}
