package io.posthorn.routing;

import io.posthorn.platform.PosthornApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The routing-service as a program of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(RoutingConfiguration.class)
public class RoutingServiceApplication {

    public static void main(String[] args) {
        PosthornApplication.run(RoutingServiceApplication.class, args);
    }
}
