package io.posthorn.optout;

import io.posthorn.platform.PosthornApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The opt-out-service as a program of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(OptOutConfiguration.class)
public class OptOutServiceApplication {

    public static void main(String[] args) {
        PosthornApplication.run(OptOutServiceApplication.class, args);
    }
}
