package io.posthorn.send;

import io.posthorn.platform.PosthornApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The send-service as a program of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(SendConfiguration.class)
public class SendServiceApplication {

    public static void main(String[] args) {
        PosthornApplication.run(SendServiceApplication.class, args);
    }
}
