package io.posthorn.platform.resource;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Scope;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** What this instance knows of all control-plane resources: its own view of the {@code resources} topic. */
public interface ResourceView {

    /** The resources of one account in one region; always as they stand at the time of asking. */
    AccountResources of(Scope scope);

    /** The account and region that have a number. */
    Optional<Scope> ownerOf(PhoneNumber number);

    /** Waits until this view contains the record at that place; false where that takes longer than {@code patience}. */
    boolean awaitSeen(int partition, long offset, Duration patience);

    /** The header by which a reader can wait until it knows the resources of the account up to {@code position}. */
    static Header seen(long position) {
        return new RecordHeader(
                "posthorn-seen",
                ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }

    /**
     * Notes how far this view has come for the account, so that whoever handles the record that carries the header
     * decides with at least the same knowledge.
     */
    Header seen(AccountId account);

    /**
     * Waits until this view knows what the writer of {@code headers} knew. Records without the note need no waiting.
     *
     * @throws io.posthorn.platform.kafka.InfrastructureException when the view stays behind
     */
    void catchUpWith(Headers headers, AccountId account);
}
