package io.posthorn.standalone;

import io.posthorn.dispatcher.DispatcherConfiguration;
import io.posthorn.gateway.ApiGatewayConfiguration;
import io.posthorn.optout.OptOutConfiguration;
import io.posthorn.registration.RegistrationConfiguration;
import io.posthorn.routing.RoutingConfiguration;
import io.posthorn.send.SendConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All services together. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    ApiGatewayConfiguration.class,
    RegistrationConfiguration.class,
    RoutingConfiguration.class,
    OptOutConfiguration.class,
    SendConfiguration.class,
    DispatcherConfiguration.class
})
class StandaloneConfiguration {}
