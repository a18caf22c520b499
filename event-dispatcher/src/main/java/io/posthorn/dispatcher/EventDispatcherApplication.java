package io.posthorn.dispatcher;

import io.posthorn.platform.PosthornApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The event dispatcher as a program of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(DispatcherConfiguration.class)
public class EventDispatcherApplication {

    public static void main(String[] args) {
        PosthornApplication.run(EventDispatcherApplication.class, args);
    }
}
