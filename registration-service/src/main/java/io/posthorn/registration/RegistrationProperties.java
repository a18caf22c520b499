package io.posthorn.registration;

import io.posthorn.core.resource.Quotas;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the registration-service.
 *
 * @param threads how many partitions of commands this instance works on at the same time
 * @param clientTokenLifetime how long an answer is remembered under its idempotency token
 * @param clientTokenSweepInterval rest between two sweeps for expired tokens
 * @param contentSweepInterval from the start to the first sweep for content that no attachment refers to, and between
 *     two
 * @param review who reviews registrations: {@code manual}, the operator; {@code automatic}, nobody, and every one is
 *     approved
 * @param reviewDelay how long an automatic approval takes
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.registration", ignoreUnknownFields = false)
record RegistrationProperties(
        @DefaultValue("1") @Min(1) @Max(64) int threads,

        @DefaultValue("8h") @NotNull @DurationMin(minutes = 1)
        Duration clientTokenLifetime,

        @DefaultValue("15m") @NotNull @DurationMin(seconds = 1)
        Duration clientTokenSweepInterval,

        @DefaultValue("6h") @NotNull @DurationMin(minutes = 1)
        Duration contentSweepInterval,

        @DefaultValue("manual") @NotNull Review review,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 0) @DurationMax(days = 30)
        Duration reviewDelay,

        @DefaultValue @Valid QuotaProperties quotas) {

    /** Who reviews registrations. */
    enum Review {
        /** The operator. */
        MANUAL,
        /** Nobody: every one is approved after a while. */
        AUTOMATIC
    }

    /** How long after its submission a registration is approved; {@code null} where an operator decides. */
    @Nullable
    Duration automaticReview() {
        return review == Review.AUTOMATIC ? reviewDelay : null;
    }

    /** How many resources an account may have in one region; the defaults are those of {@link Quotas#DEFAULT}. */
    record QuotaProperties(
            @DefaultValue("25") @Min(0) int phoneNumbers,
            @DefaultValue("25") @Min(0) int pools,
            @DefaultValue("100") @Min(1) int originationIdentitiesPerPool,
            @DefaultValue("25") @Min(0) int configurationSets,
            @DefaultValue("5") @Min(0) int eventDestinationsPerConfigurationSet,
            @DefaultValue("25") @Min(1) int optOutLists,
            @DefaultValue("25") @Min(0) int protectConfigurations,
            @DefaultValue("50") @Min(0) @Max(200) int tagsPerResource,
            @DefaultValue("25") @Min(0) int senderIds,
            @DefaultValue("30") @Min(0) int keywordsPerIdentity,
            @DefaultValue("10") @Min(0) int verifiedDestinationNumbers,
            @DefaultValue("5") @Min(1) int verificationCodesPerDay,
            @DefaultValue("24") @Min(0) int verifiedDestinationHours,
            @DefaultValue("500") @Min(0) int registrations,
            @DefaultValue("50") @Min(0) int registrationVersionsPerDay,
            @DefaultValue("500") @Min(0) int registrationAttachments,
            @DefaultValue("100") @Min(0) int registrationAttachmentsPerDay) {

        Quotas toQuotas() {
            return new Quotas(
                    phoneNumbers,
                    pools,
                    originationIdentitiesPerPool,
                    configurationSets,
                    eventDestinationsPerConfigurationSet,
                    optOutLists,
                    protectConfigurations,
                    tagsPerResource,
                    senderIds,
                    keywordsPerIdentity,
                    verifiedDestinationNumbers,
                    verificationCodesPerDay,
                    verifiedDestinationHours,
                    registrations,
                    registrationVersionsPerDay,
                    registrationAttachments,
                    registrationAttachmentsPerDay);
        }
    }
}
