package io.posthorn.gateway.read;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The resources of an account with the default opt-out list. Every account has that list, but it is written down only
 * together with the account's first resource.
 */
public final class WithDefaultList implements AccountResources {
    private static final OptOutList DEFAULT = new OptOutList(OptOutList.DEFAULT_NAME, List.of(), Instant.EPOCH);

    private final AccountResources written;

    public WithDefaultList(AccountResources written) {
        this.written = written;
    }

    @Override
    public Scope scope() {
        return written.scope();
    }

    @Override
    public <R extends Resource> Optional<R> find(ResourceKind<R> kind, String id) {
        var found = written.find(kind, id);
        return found.isEmpty() && isDefault(kind, id) ? Optional.of(kind.type().cast(DEFAULT)) : found;
    }

    @Override
    public <R extends Resource> Stream<R> all(ResourceKind<R> kind) {
        return after(kind, "");
    }

    @Override
    public <R extends Resource> Stream<R> after(ResourceKind<R> kind, String id) {
        var present = written.after(kind, id);
        if (!kind.equals(ResourceKind.OPT_OUT_LIST)
                || id.compareTo(DEFAULT.id()) >= 0
                || written.find(kind, DEFAULT.id()).isPresent()) {
            return present;
        }
        return Stream.concat(present, Stream.of(kind.type().cast(DEFAULT))).sorted(Comparator.comparing(Resource::id));
    }

    @Override
    public Optional<OriginationNumber> findNumber(PhoneNumber number) {
        return written.findNumber(number);
    }

    private static boolean isDefault(ResourceKind<?> kind, String id) {
        return kind.equals(ResourceKind.OPT_OUT_LIST) && id.equals(DEFAULT.id());
    }
}
