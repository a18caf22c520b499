package io.posthorn.registration.form;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.registration.RegistrationField;
import io.posthorn.core.registration.RegistrationField.FieldRequirement;
import io.posthorn.core.registration.RegistrationTypes;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.registration.command.TestAccount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** An account's registrations, as its clients and its operator handle them. */
final class Registrations {
    static final String TOLL_FREE = "US_TOLL_FREE_REGISTRATION";
    static final String BRAND = "US_TEN_DLC_BRAND_REGISTRATION";
    static final String VETTING = "US_TEN_DLC_BRAND_VETTING";
    static final String CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION";
    static final String SINGAPORE = "SG_SENDER_ID_REGISTRATION";
    static final String SENDER_ID = "SENDER_ID_REGISTRATION";
    static final String LONG_CODE = "LONG_CODE_REGISTRATION";

    final TestAccount account = new TestAccount();

    String create(String type) {
        return account.call("CreateRegistration", "{'RegistrationType':'" + type + "'}", "RegistrationId");
    }

    static String id(String registration) {
        return "{'RegistrationId':'" + registration + "'}";
    }

    static String text(String registration, String path, String value) {
        return "{'RegistrationId':'" + registration + "','FieldPath':'" + path + "','TextValue':'" + value + "'}";
    }

    static String choice(String registration, String path, String option) {
        return "{'RegistrationId':'" + registration + "','FieldPath':'" + path + "','SelectChoices':['" + option
                + "']}";
    }

    static String association(String registration, String resource) {
        return "{'RegistrationId':'" + registration + "','ResourceId':'" + resource + "'}";
    }

    static String review(String registration, String outcome, String members) {
        return "{'RegistrationId':'" + registration + "','Outcome':'" + outcome + "'" + members + "}";
    }

    void put(String input) {
        account.call("PutRegistrationFieldValue", input);
    }

    void submit(String registration) {
        account.call("SubmitRegistrationVersion", id(registration));
    }

    void approve(String registration) {
        account.call("ReviewRegistrationVersion", review(registration, "APPROVE", ""));
    }

    void associate(String registration, String resource) {
        account.call("CreateRegistrationAssociation", association(registration, resource));
    }

    /** A file that was handed in; the answer is its id. */
    String attach(MediaType type, int size) {
        return account.call(
                "CreateRegistrationAttachment",
                "{'AttachmentUrl':'" + new StoredContent("ab" + size, type, size).toUrl() + "'}",
                "RegistrationAttachmentId");
    }

    /** Answers what has to be answered. */
    void fillIn(String registration) {
        var type = RegistrationTypes.builtIn().get(get(registration).type());
        for (var field : type.fields()) {
            if (field.fieldRequirement() == FieldRequirement.REQUIRED) {
                put(answer(registration, field));
            }
        }
    }

    private String answer(String registration, RegistrationField field) {
        var select = field.selectValidation();
        if (select != null) {
            var options = select.options();
            return choice(registration, field.fieldPath(), options.contains("No") ? "No" : options.getFirst());
        }
        var text = field.textValidation();
        if (text == null) {
            return "{'RegistrationId':'" + registration + "','FieldPath':'" + field.fieldPath()
                    + "','RegistrationAttachmentId':'" + attach(MediaType.PNG, 1000) + "'}";
        }
        var example = field.displayHints().exampleTextValue();
        return text(registration, field.fieldPath(), example == null ? "a".repeat(text.minLength()) : example);
    }

    /** A registration that is filled in, submitted and approved. */
    String complete(String type) {
        var registration = create(type);
        fillIn(registration);
        submit(registration);
        approve(registration);
        return registration;
    }

    /** A campaign of this brand that is filled in. */
    String campaign(String brand) {
        var registration = create(CAMPAIGN);
        associate(registration, brand);
        fillIn(registration);
        return registration;
    }

    Registration get(String registration) {
        return account.get(ResourceKind.REGISTRATION, registration);
    }

    RegistrationVersion version(String registration, int number) {
        return account.get(ResourceKind.REGISTRATION_VERSION, RegistrationVersion.id(registration, number));
    }

    OriginationNumber number(String id) {
        return account.get(ResourceKind.PHONE_NUMBER, id);
    }

    SenderId senderId(String id) {
        return account.get(ResourceKind.SENDER_ID, id);
    }

    /** A number the account leases. */
    String lease(String id, NumberType type, String country) {
        var number = new OriginationNumber(
                "phone-" + id,
                new PhoneNumber("+1800555" + id),
                NumberStatus.PENDING,
                country,
                Set.of(Capability.SMS),
                type,
                BigDecimal.ONE,
                new IdentitySettings(MessageType.TRANSACTIONAL, TwoWay.OFF, false, OptOutList.DEFAULT_NAME),
                false,
                false,
                null,
                null,
                "carrier",
                List.of(),
                TestAccount.START);
        account.put(number);
        return number.id();
    }

    /** A sender id the account holds. */
    String hold(String name, String country) {
        var senderId = new SenderId(
                name,
                country,
                Set.of(MessageType.TRANSACTIONAL),
                BigDecimal.ZERO,
                false,
                false,
                null,
                null,
                "carrier",
                List.of(),
                TestAccount.START);
        account.put(senderId);
        return senderId.id();
    }
}
