package io.posthorn.core.resource;

import io.posthorn.core.PhoneNumber;
import java.util.Optional;
import java.util.stream.Stream;

/** The resources of one account in one region, as they stand now: the facts a decision may ask for. */
public interface AccountResources {

    Scope scope();

    /** The resource of {@code kind} with this id. */
    <R extends Resource> Optional<R> find(ResourceKind<R> kind, String id);

    /** All resources of {@code kind} in the order of their ids. */
    <R extends Resource> Stream<R> all(ResourceKind<R> kind);

    /** The resources of {@code kind} whose ids come after {@code id}, in the order of their ids. */
    <R extends Resource> Stream<R> after(ResourceKind<R> kind, String id);

    /** The resources of {@code kind} whose ids go on after {@code prefix}, in the order of their ids. */
    default <R extends Resource> Stream<R> startingWith(ResourceKind<R> kind, String prefix) {
        return after(kind, prefix).takeWhile(each -> each.id().startsWith(prefix));
    }

    /** How many resources of {@code kind} there are. */
    default long count(ResourceKind<?> kind) {
        return all(kind).count();
    }

    /** The resource of {@code kind} that {@code idOrArn} names. */
    default <R extends Resource> Optional<R> findNamed(ResourceKind<R> kind, String idOrArn) {
        return IdOrArn.idOf(idOrArn, kind, scope()).flatMap(id -> find(kind, id));
    }

    /** The account's own number {@code number}. */
    default Optional<OriginationNumber> findNumber(PhoneNumber number) {
        return all(ResourceKind.PHONE_NUMBER)
                .filter(each -> each.number().equals(number))
                .findFirst();
    }

    /** What is known about a destination's belonging to the account. */
    default Optional<VerifiedDestinationNumber> findVerifiedDestination(PhoneNumber number) {
        return all(ResourceKind.VERIFIED_DESTINATION_NUMBER)
                .filter(each -> each.number().equals(number))
                .findFirst();
    }

    /** The ARN of a resource in this account and region. */
    default String arnOf(Resource resource) {
        return resource.in(scope()).arn();
    }
}
