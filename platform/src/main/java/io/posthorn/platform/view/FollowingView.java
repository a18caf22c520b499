package io.posthorn.platform.view;

import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.context.SmartLifecycle;

/** What an instance knows from following a topic: it starts and stops with that, and knows what that has applied. */
public abstract class FollowingView<V extends SpecificRecord> implements SmartLifecycle {
    private final TopicView<V> view;

    /** @param view applies what this view knows */
    protected FollowingView(TopicView<V> view) {
        this.view = view;
    }

    /** How far the topic has been applied. */
    protected final TopicView<V> followed() {
        return view;
    }

    /** Waits until this view contains the record at that place; false where that takes longer than {@code patience}. */
    public final boolean awaitSeen(int partition, long offset, Duration patience) {
        return view.awaitPosition(partition, offset + 1, patience);
    }

    /** Whether everything that was there at the start is known. */
    public final boolean isCaughtUp() {
        return view.isCaughtUp();
    }

    @Override
    public final void start() {
        view.start();
    }

    @Override
    public void stop() {
        view.stop();
    }

    @Override
    public final boolean isRunning() {
        return view.isRunning();
    }

    @Override
    public final int getPhase() {
        return view.getPhase();
    }
}
