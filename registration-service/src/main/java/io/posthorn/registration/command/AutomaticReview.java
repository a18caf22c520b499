package io.posthorn.registration.command;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.ResourceKey;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.resource.ResourceRecords;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Approves what is submitted after a while, where no operator does: for developers, who have to get on. What was
 * submitted before a start is found by walking once through the table, a page at a time.
 */
final class AutomaticReview {
    static final String OPERATION = "ReviewRegistrationVersion";
    static final int PAGE = 500;
    static final Duration BETWEEN_PAGES = Duration.ofMillis(100);

    private final @Nullable Duration delay;
    private final Table<Resource> table;
    private final Deque<Submitted> waiting = new ArrayDeque<>();
    private String reached = "";
    private @Nullable Instant nextPage;

    /**
     * Begins with nothing known of the table.
     *
     * @param delay from the submission to the approval; {@code null} where an operator decides
     */
    AutomaticReview(@Nullable Duration delay, Table<Resource> table, Instant start) {
        this.delay = delay;
        this.table = table;
        this.nextPage = delay == null ? null : start;
    }

    /** A version to be approved. */
    record Submitted(Scope scope, String registrationId, int version, Instant due) {

        /** The input of the operation that approves it. */
        String approval() {
            return WireJson.MAPPER
                    .createObjectNode()
                    .put("RegistrationId", registrationId)
                    .put("VersionNumber", version)
                    .put("Outcome", "APPROVE")
                    .toString();
        }
    }

    /** Looks whether something was submitted. */
    void notice(Scope scope, Collection<Change> changes, Instant now) {
        for (var change : changes) {
            if (change instanceof Change.Put(RegistrationVersion version)) {
                notice(scope, version, now);
            }
        }
    }

    private void notice(Scope scope, RegistrationVersion version, Instant now) {
        if (delay != null && version.status() == RegistrationVersionStatus.SUBMITTED) {
            waiting.add(new Submitted(scope, version.registrationId(), version.number(), now.plus(delay)));
        }
    }

    /** When there is something to do; empty where there is nothing. */
    Optional<Instant> due() {
        var page = nextPage;
        var first = waiting.isEmpty() ? null : waiting.getFirst().due();
        if (page == null || first == null) {
            return Optional.ofNullable(page == null ? first : page);
        }
        return Optional.of(page.isBefore(first) ? page : first);
    }

    /** Those whose time has come; they are not kept any longer. */
    List<Submitted> take(Instant now) {
        var page = nextPage;
        if (page != null && !page.isAfter(now)) {
            readPage(now);
        }
        var taken = new ArrayList<Submitted>();
        while (!waiting.isEmpty() && !waiting.getFirst().due().isAfter(now)) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    private void readPage(Instant now) {
        var page = table.page("", reached, PAGE);
        for (var entry : page) {
            if (entry.value().getValue() instanceof io.posthorn.schemas.RegistrationVersion) {
                ResourceKey.parse(entry.key()).ifPresent(key -> {
                    if (ResourceRecords.fromRecord(key.id(), entry.value()) instanceof RegistrationVersion version) {
                        notice(key.scope(), version, now);
                    }
                });
            }
        }
        nextPage = page.size() < PAGE ? null : now.plus(BETWEEN_PAGES);
        reached = page.isEmpty() ? "" : page.getLast().key();
    }
}
