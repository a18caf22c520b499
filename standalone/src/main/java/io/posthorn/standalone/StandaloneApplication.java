package io.posthorn.standalone;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;

/** The program behind {@code ./posthorn up}. */
public final class StandaloneApplication {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private StandaloneApplication() {}

    public static void main(String[] args) throws InterruptedException {
        // The broker starts before the application context configures logging, and says a lot until then.
        LoggingSystem.get(StandaloneApplication.class.getClassLoader()).beforeInitialize();
        try {
            var options = StandaloneOptions.parse(List.of(args));
            var standalone = Standalone.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "shutdown"));
            System.out.println(standalone.banner(options));
            new CountDownLatch(1).await();
        } catch (UsageException wrong) {
            exit(WRONG_USAGE, wrong.getMessage());
        } catch (RuntimeException failed) {
            // For the log alone: the terminal gets the reason.
            LoggerFactory.getLogger(StandaloneApplication.class)
                    .atInfo()
                    .setCause(failed)
                    .log("could not start");
            exit(FAILED, "could not start: " + StartFailure.reason(failed));
        }
    }

    private static void exit(int status, @Nullable String message) {
        System.err.println("posthorn: " + message);
        System.exit(status);
    }
}
