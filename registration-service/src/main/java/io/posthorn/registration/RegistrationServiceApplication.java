package io.posthorn.registration;

import io.posthorn.platform.PosthornApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The registration-service as a program of its own. */
@EnableAutoConfiguration
@Import(RegistrationConfiguration.class)
public class RegistrationServiceApplication {

    public static void main(String[] args) {
        PosthornApplication.run(RegistrationServiceApplication.class, args);
    }
}
