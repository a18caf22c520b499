package io.posthorn.core.resource;

/**
 * How many resources there may be. Each holds for one account in one region.
 *
 * @param originationIdentitiesPerPool numbers and sender ids in one pool
 * @param optOutLists the default list, which every account has, counts
 * @param keywordsPerIdentity on one number or pool, besides those every one has
 * @param verificationCodesPerDay sent to one destination in any 24 hours
 * @param verifiedDestinationHours a destination stays at least this long, so that the number of destinations is a limit
 * @param registrationVersionsPerDay of one registration, within 24 hours
 * @param registrationAttachmentsPerDay within 24 hours; those deleted meanwhile do not count
 */
public record Quotas(
        int phoneNumbers,
        int pools,
        int originationIdentitiesPerPool,
        int configurationSets,
        int eventDestinationsPerConfigurationSet,
        int optOutLists,
        int protectConfigurations,
        int tagsPerResource,
        int senderIds,
        int keywordsPerIdentity,
        int verifiedDestinationNumbers,
        int verificationCodesPerDay,
        int verifiedDestinationHours,
        int registrations,
        int registrationVersionsPerDay,
        int registrationAttachments,
        int registrationAttachmentsPerDay) {

    /**
     * The defaults in the quota tables of the service's user guide, and its 24 hours; the tags are those of the API
     * reference. The guide has none for sender ids, verification codes, registrations and attachments.
     */
    public static final Quotas DEFAULT =
            new Quotas(25, 25, 100, 25, 5, 25, 25, 50, 25, 30, 10, 5, 24, 500, 50, 500, 100);
}
