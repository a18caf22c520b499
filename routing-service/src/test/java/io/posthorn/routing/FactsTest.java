package io.posthorn.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.media.MediaStore;
import io.posthorn.core.media.MediaUrl;
import io.posthorn.core.price.Price;
import io.posthorn.core.price.Route;
import io.posthorn.core.routing.RoutingFacts;
import io.posthorn.core.send.Channel;
import io.posthorn.platform.facts.FactsConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class FactsTest {
    private static final AccountId ACCOUNT = new AccountId("123456789012");

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(FactsConfiguration.class);

    @Test
    void knowsOfNothingByItself() {
        context.run(started -> {
            var facts = started.getBean(RoutingFacts.class);
            assertThat(facts.profiles().of(ACCOUNT).tier()).isEqualTo(AccountTier.PRODUCTION);
            assertThat(facts.prices().of(Channel.TEXT, "US", Route.SHORT_CODE)).isEqualTo(Price.NOTHING);
            assertThat(facts.connections().forChosenName("MyShop", "FR")).isEmpty();
            assertThat(facts.connections().forSharedRoutes("FR")).isEmpty();
            assertThat(facts.templates().of(ACCOUNT, "CN")).isEmpty();
            assertThat(facts.media().find(new MediaUrl("bucket", "key"))).isEqualTo(MediaStore.Found.Unknown.INSTANCE);
        });
    }

    @Test
    void takesConnectionsAndTemplatesFromTheConfiguration() {
        context.withPropertyValues(
                        "posthorn.connections.chosen-names.FR=acme",
                        "posthorn.connections.shared-routes.FR=acme",
                        "posthorn.connections.shared-routes[*]=other",
                        "posthorn.content.templates[0].account=123456789012",
                        "posthorn.content.templates[0].country=CN",
                        "posthorn.content.templates[0].text=Your code is {code}.",
                        "posthorn.content.media-directory=/nowhere")
                .run(started -> {
                    var facts = started.getBean(RoutingFacts.class);
                    assertThat(facts.connections().forChosenName("MyShop", "FR"))
                            .contains("acme");
                    assertThat(facts.connections().forChosenName("MyShop", "DE"))
                            .isEmpty();
                    assertThat(facts.connections().forSharedRoutes("FR")).contains("acme");
                    assertThat(facts.connections().forSharedRoutes("DE")).contains("other");
                    assertThat(facts.templates().of(ACCOUNT, "CN"))
                            .singleElement()
                            .matches(template -> template.matches("Your code is 123."));
                    assertThat(facts.media().find(new MediaUrl("bucket", "key")))
                            .isEqualTo(MediaStore.Found.Inaccessible.INSTANCE);
                });
    }

    @Test
    void asksWhoKeepsAccounts() {
        context.withBean(AccountProfiles.class, () -> AccountProfile::first)
                .run(started -> assertThat(started.getBean(RoutingFacts.class)
                                .profiles()
                                .of(ACCOUNT)
                                .tier())
                        .isEqualTo(AccountTier.SANDBOX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posthorn.connections.chosen-name.FR=acme",
                "posthorn.content.templates[0].account=1",
                "posthorn.content.medium=x"
            })
    void refusesToStartWith(String setting) {
        context.withPropertyValues(setting).run(started -> assertThat(started).hasFailed());
    }
}
