package io.posthorn.gateway.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.RegistrationFieldValueOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.platform.attachment.AttachmentReader;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the operator sees of the registrations of accounts, and says about them. They belong to the accounts all the
 * same.
 */
final class RegistrationReviews {
    private static final String REVIEW = "ReviewRegistrationVersion";
    private static final String ACCOUNT = "AccountId";
    private static final String REGION = "Region";
    private static final String IN_FORCE = "IN_FORCE";

    private final Function<Scope, AccountResources> resources;
    private final AccountStage stage;
    private final AttachmentReader attachments;
    private final String defaultRegion;

    /** @param defaultRegion the region of requests that name none */
    RegistrationReviews(
            Function<Scope, AccountResources> resources,
            AccountStage stage,
            AttachmentReader attachments,
            String defaultRegion) {
        this.resources = resources;
        this.stage = stage;
        this.attachments = attachments;
        this.defaultRegion = defaultRegion;
    }

    /** Decides over what an account has. */
    @FunctionalInterface
    interface AccountStage {
        /** Has an operation carried out in an account and region. */
        Answer apply(Scope scope, String operation, ObjectNode input);
    }

    /** A registration together with the version that waits, or is in force. */
    private record Shown(Registration registration, RegistrationVersion version) {}

    /** What waits for its review, with every member that the answer shows. */
    private record SubmittedRegistration(
            String registrationId,
            String registrationType,
            RegistrationStatus registrationStatus,
            int versionNumber,
            RegistrationVersionStatus registrationVersionStatus,
            @Nullable Instant submittedTimestamp,
            List<RegistrationFieldValueOutput> fieldValues) {}

    /**
     * A file, with every member that the answer shows.
     *
     * @param content in base64
     */
    private record File(
            String registrationAttachmentId, String contentType, String content, Instant createdTimestamp) {}

    /** The operations. */
    List<OfferedOperation> offered() {
        return List.of(
                new OfferedOperation("ListRegistrations", this::list),
                new OfferedOperation("ReviewRegistration", this::review),
                new OfferedOperation("GetRegistrationAttachment", this::attachment));
    }

    private Scope scope(Call call) {
        var region = Answers.text(call, REGION);
        return new Scope(
                new AccountId(call.input().required(ACCOUNT).stringValue()), region == null ? defaultRegion : region);
    }

    private Answer list(Call call) {
        var account = resources.apply(scope(call));
        var inForce = IN_FORCE.equals(Answers.text(call, "Standing"));
        return Answers.page(
                call,
                after -> account.after(ResourceKind.REGISTRATION, after)
                        .flatMap(registration ->
                                (inForce ? inForce(account, registration) : waiting(account, registration)).stream()),
                shown -> shown.registration().id(),
                "Registrations",
                shown -> output(account.scope(), shown.registration(), shown.version()));
    }

    private static Optional<Shown> waiting(AccountResources account, Registration registration) {
        return shown(account, registration, registration.currentVersion())
                .filter(shown -> shown.version().status().isUnderReview());
    }

    private static Optional<Shown> inForce(AccountResources account, Registration registration) {
        return Optional.ofNullable(registration.approvedVersion())
                .flatMap(version -> shown(account, registration, version));
    }

    private static Optional<Shown> shown(AccountResources account, Registration registration, int number) {
        return account.find(ResourceKind.REGISTRATION_VERSION, RegistrationVersion.id(registration.id(), number))
                .map(version -> new Shown(registration, version));
    }

    private static SubmittedRegistration output(Scope scope, Registration registration, RegistrationVersion version) {
        return new SubmittedRegistration(
                registration.id(),
                registration.type(),
                registration.status(),
                version.number(),
                version.status(),
                version.history().get(RegistrationVersionStatus.SUBMITTED),
                version.values().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(field -> RegistrationFieldValueOutput.of(
                                scope, registration, version, field.getKey(), field.getValue()))
                        .toList());
    }

    private Answer review(Call call) {
        var input = call.input().deepCopy();
        input.remove(List.of(ACCOUNT, REGION));
        return stage.apply(scope(call), REVIEW, input);
    }

    private Answer attachment(Call call) {
        var scope = scope(call);
        var id = call.input().required("RegistrationAttachmentId").stringValue();
        var found = resources.apply(scope).find(ResourceKind.REGISTRATION_ATTACHMENT, id);
        return found.flatMap(attachment -> attachments
                        .read(scope, attachment)
                        .map(content -> Answers.done(call, file(attachment, content))))
                .orElseGet(() ->
                        new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.REGISTRATION_ATTACHMENT, id)));
    }

    private static File file(RegistrationAttachment attachment, byte[] content) {
        return new File(
                attachment.id(),
                attachment.content().type().mimeName(),
                Base64.getEncoder().encodeToString(content),
                attachment.createdAt());
    }
}
