package io.posthorn.platform.facts;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableList;

import io.posthorn.core.account.AccountCalls;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.account.MonthlySpend;
import io.posthorn.core.media.MediaStore;
import io.posthorn.core.price.PriceList;
import io.posthorn.core.routing.Connections;
import io.posthorn.core.routing.IdentityHealth;
import io.posthorn.core.routing.MessageTemplate;
import io.posthorn.core.routing.MessageTemplates;
import io.posthorn.core.routing.RoutingFacts;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what routing has to know. Where nobody keeps account profiles, prices or spending, there are none. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConnectionProperties.class, ContentProperties.class})
public class FactsConfiguration {

    @Bean
    RoutingFacts routingFacts(
            ObjectProvider<AccountProfiles> profiles,
            ObjectProvider<PriceList> prices,
            ObjectProvider<MonthlySpend> spend,
            ObjectProvider<AccountCalls> calls,
            ObjectProvider<Connections> others,
            ObjectProvider<IdentityHealth> health,
            ConnectionProperties connections,
            ContentProperties content) {
        var directory = content.mediaDirectory();
        return new RoutingFacts(
                profiles.getIfAvailable(() -> RoutingFacts.TRUSTED),
                prices.getIfAvailable(() -> RoutingFacts.FREE),
                spend.getIfAvailable(() -> RoutingFacts.NOT_COUNTED),
                calls.getIfAvailable(() -> RoutingFacts.CALLS_NOT_COUNTED),
                others.getIfAvailable(connections::toConnections),
                templates(content),
                directory == null ? MediaStore.UNKNOWN : new MediaDirectory(directory),
                health.getIfAvailable(() -> IdentityHealth.ALL_WELL));
    }

    private static MessageTemplates templates(ContentProperties content) {
        var byOwner = content.templates().stream()
                .collect(groupingBy(
                        template -> template.account() + "/" + template.country(),
                        mapping(template -> MessageTemplate.of(template.text()), toUnmodifiableList())));
        return (account, country) -> byOwner.getOrDefault(account + "/" + country, List.of());
    }
}
