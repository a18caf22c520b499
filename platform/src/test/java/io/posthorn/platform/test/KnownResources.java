package io.posthorn.platform.test;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.resource.ResourceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A view that knows what a test put into its map, at once. */
public final class KnownResources implements ResourceView {
    public final ResourceMap map = new ResourceMap();

    private final List<Runnable> notSeenYet = new ArrayList<>();

    /** Puts resources into the map when somebody waits for the view to catch up. */
    public void putLater(Scope scope, Resource... resources) {
        for (var resource : resources) {
            notSeenYet.add(() -> map.put(scope, resource));
        }
    }

    @Override
    public AccountResources of(Scope scope) {
        return map.of(scope);
    }

    @Override
    public Optional<Scope> ownerOf(PhoneNumber number) {
        return map.ownerOf(number);
    }

    @Override
    public boolean awaitSeen(int partition, long offset, Duration patience) {
        return true;
    }

    @Override
    public Header seen(AccountId account) {
        return ResourceView.seen(0);
    }

    @Override
    public void catchUpWith(Headers headers, AccountId account) {
        notSeenYet.forEach(Runnable::run);
        notSeenYet.clear();
    }
}
