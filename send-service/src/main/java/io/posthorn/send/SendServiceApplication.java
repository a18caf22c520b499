package io.posthorn.send;

import io.posthorn.platform.PosthornApplication;

/** Runs the send-service alone against an external Kafka. */
public final class SendServiceApplication {
    private SendServiceApplication() {}

    public static void main(String[] args) {
        PosthornApplication.run(SendConfiguration.class, args);
    }
}
