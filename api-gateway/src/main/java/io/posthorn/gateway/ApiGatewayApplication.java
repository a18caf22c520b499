package io.posthorn.gateway;

import io.posthorn.platform.PosthornApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The gateway as a program of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ApiGatewayConfiguration.class)
public class ApiGatewayApplication {

    public static void main(String[] args) {
        PosthornApplication.run(ApiGatewayApplication.class, args);
    }
}
