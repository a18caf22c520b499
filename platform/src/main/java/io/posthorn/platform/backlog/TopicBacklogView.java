package io.posthorn.platform.backlog;

import io.posthorn.core.AccountId;
import io.posthorn.core.send.Backlog;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.NumberBacklog;
import io.posthorn.schemas.topic.Topics;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/** The backlogs that this instance knows of, from the topic {@code number-backlogs}. */
public final class TopicBacklogView implements BacklogView, SmartLifecycle {
    private final ToldBacklogs backlogs = new ToldBacklogs();
    private final TopicView<NumberBacklog> view;

    public TopicBacklogView(KafkaClients clients) {
        view = new TopicView<>(Topics.NUMBER_BACKLOGS, clients, backlogs::apply);
    }

    @Override
    public Optional<Backlog> of(AccountId account, String originationIdentity) {
        return backlogs.of(account, originationIdentity);
    }

    @Override
    public long waitingMessages(AccountId account) {
        return backlogs.waitingMessages(account);
    }

    @Override
    public Stream<Queue> after(String key) {
        return backlogs.after(key);
    }

    @Override
    public void start() {
        view.start();
    }

    @Override
    public void stop() {
        view.stop();
    }

    @Override
    public boolean isRunning() {
        return view.isRunning();
    }

    @Override
    public int getPhase() {
        return view.getPhase();
    }
}
