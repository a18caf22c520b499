package io.posthorn.core.resource;

/**
 * Something a registration is about: a phone number, a sender id or another registration of the same account and
 * region.
 *
 * @param kind as in keys and ARNs
 * @param id of the resource
 */
public record RegistrationLink(String kind, String id) {

    public static RegistrationLink to(Resource resource) {
        return new RegistrationLink(resource.kind().path(), resource.id());
    }
}
