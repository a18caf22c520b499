package io.posthorn.registration.command;

import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.ClientToken;
import io.posthorn.schemas.Resource;
import io.posthorn.schemas.Subscription;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes expired idempotency tokens, and subscriptions that nobody has confirmed in time. It walks through the whole
 * table, a page at a time and a moment apart, and then rests: commands never wait for more than one page. What has
 * expired counts as gone before it is swept, so nothing depends on its pace.
 */
final class TokenSweep {
    static final int PAGE = 500;
    static final Duration BETWEEN_PAGES = Duration.ofMillis(100);

    private final Table<Resource> table;
    private final Duration interval;
    private String reached = "";
    private Instant due;

    TokenSweep(Table<Resource> table, Duration interval, Instant firstDue) {
        this.table = table;
        this.interval = interval;
        this.due = firstDue;
    }

    Instant due() {
        return due;
    }

    void sweep(Instant now) {
        var page = table.page("", reached, PAGE);
        for (var entry : page) {
            if (isOver(entry.value().getValue(), now)) {
                table.delete(entry.key());
            }
        }
        var atEnd = page.size() < PAGE;
        reached = atEnd ? "" : page.getLast().key();
        due = now.plus(atEnd ? interval : BETWEEN_PAGES);
    }

    private static boolean isOver(Object value, Instant now) {
        return switch (value) {
            case ClientToken token -> !token.getExpiresAt().isAfter(now);
            case Subscription subscription -> {
                var validUntil = subscription.getTokenValidUntil();
                yield validUntil != null && !validUntil.isAfter(now);
            }
            default -> false;
        };
    }
}
