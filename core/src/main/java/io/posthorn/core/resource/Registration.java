package io.posthorn.core.resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to a registry or carrier to be allowed to use a number or a sender id. What it says is in its versions.
 *
 * @param id {@code registration-} and 32 hex digits
 * @param type name of its type, such as {@code US_TOLL_FREE_REGISTRATION}
 * @param currentVersion number of the newest version
 * @param approvedVersion number of the version in force, if any
 * @param latestDeniedVersion number of the version denied last, if any
 * @param attributes what reviewers add, such as a vetting score
 * @param links what it is about, in the order it was associated
 */
public record Registration(
        String id,
        String type,
        RegistrationStatus status,
        int currentVersion,
        @Nullable Integer approvedVersion,
        @Nullable Integer latestDeniedVersion,
        Map<String, String> attributes,
        List<RegistrationLink> links,
        List<Tag> tags,
        Instant createdAt)
        implements Resource {

    public Registration {
        attributes = Map.copyOf(attributes);
        links = List.copyOf(links);
        tags = List.copyOf(tags);
    }

    @Override
    public ResourceKind<Registration> kind() {
        return ResourceKind.REGISTRATION;
    }

    /** Whether what it is about can be used: a version is in force and the registration is not over. */
    public boolean isInForce() {
        return approvedVersion != null && status != RegistrationStatus.CLOSED;
    }

    /** The same registration in another part of its life. */
    public Registration inStatus(RegistrationStatus status) {
        return with(status, currentVersion, approvedVersion, latestDeniedVersion, attributes, links, tags);
    }

    /** The same registration with a newer version. */
    public Registration atVersion(int number) {
        return with(status, number, approvedVersion, latestDeniedVersion, attributes, links, tags);
    }

    /** The same registration with this version in force, or with none. */
    public Registration withApproved(@Nullable Integer version) {
        return with(status, currentVersion, version, latestDeniedVersion, attributes, links, tags);
    }

    /** The same registration, this version having been denied. */
    public Registration withDenied(int version) {
        return with(status, currentVersion, approvedVersion, version, attributes, links, tags);
    }

    /** The same registration with more attributes. */
    public Registration withAttributes(Map<String, String> more) {
        var together = new TreeMap<>(attributes);
        together.putAll(more);
        return with(status, currentVersion, approvedVersion, latestDeniedVersion, together, links, tags);
    }

    /** The same registration, being about one thing more. */
    public Registration linked(RegistrationLink link) {
        var more = new ArrayList<>(links);
        more.add(link);
        return with(status, currentVersion, approvedVersion, latestDeniedVersion, attributes, more, tags);
    }

    /** The same registration, no longer being about {@code link}. */
    public Registration without(RegistrationLink link) {
        var rest = links.stream().filter(each -> !each.equals(link)).toList();
        return with(status, currentVersion, approvedVersion, latestDeniedVersion, attributes, rest, tags);
    }

    /** The same registration with other tags. */
    public Registration tagged(List<Tag> tags) {
        return with(status, currentVersion, approvedVersion, latestDeniedVersion, attributes, links, tags);
    }

    private Registration with(
            RegistrationStatus status,
            int currentVersion,
            @Nullable Integer approvedVersion,
            @Nullable Integer latestDeniedVersion,
            Map<String, String> attributes,
            List<RegistrationLink> links,
            List<Tag> tags) {
        return new Registration(
                id,
                type,
                status,
                currentVersion,
                approvedVersion,
                latestDeniedVersion,
                attributes,
                links,
                tags,
                createdAt);
    }
}
