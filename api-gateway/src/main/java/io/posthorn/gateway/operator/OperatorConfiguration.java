package io.posthorn.gateway.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.SecretSeal;
import io.posthorn.gateway.GatewayProperties;
import io.posthorn.gateway.access.AccessKey;
import io.posthorn.gateway.control.Commands;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.identity.OpenedSecrets;
import io.posthorn.gateway.operation.Answering;
import io.posthorn.gateway.operation.Operations;
import io.posthorn.gateway.rest.RestApi;
import io.posthorn.platform.attachment.TopicAttachmentReader;
import io.posthorn.platform.backlog.BacklogView;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.operator.OperatorView;
import io.posthorn.platform.resource.ResourceView;
import jakarta.servlet.http.HttpServlet;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The operator's side of the gateway: issued keys always, the operator's API where a token is set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperatorProperties.class)
public class OperatorConfiguration {
    private static final Logger log = LoggerFactory.getLogger(OperatorConfiguration.class);
    private static final String BASE = "/operator/v1";
    private static final RestApi.About ABOUT = new RestApi.About(
            "Posthorn: operator", "Accounts, keys, the inventory, prices and requests.", "the operator's token");
    private static final int IMPORTS_AT_A_TIME = 2;

    /**
     * What of the operator's data this gateway has to know: keys and requests always, the rest where it offers the API.
     */
    @Bean
    OperatorView gatewayOperatorView(
            KafkaClients clients, AccountDefaults accountDefaults, OperatorProperties properties) {
        Set<OperatorKind<?>> kinds = new HashSet<>(Set.of(OperatorKind.ACCESS_KEY, OperatorKind.REQUEST));
        if (properties.isOffered()) {
            kinds.addAll(OperatorKind.ALL);
            kinds.remove(OperatorKind.AVAILABLE_NUMBER);
        }
        return new OperatorView(clients, accountDefaults, kinds);
    }

    @Bean
    SecretSeal secretSeal(OperatorProperties properties) {
        var key = properties.sealingKey();
        if (key == null) {
            return SecretSeal.none();
        }
        try {
            return SecretSeal.with(Base64.getDecoder().decode(key));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "posthorn.operator.sealing-key must be 32 bytes in base64: " + wrong.getMessage(), wrong);
        }
    }

    @Bean
    OpenedSecrets openedSecrets(SecretSeal seal) {
        return new OpenedSecrets(seal);
    }

    @Bean
    IssuedKeys issuedKeys(OperatorView gatewayOperatorView, OpenedSecrets secrets) {
        return new IssuedKeys(gatewayOperatorView.directory(), secrets);
    }

    @Bean
    AccountRequests accountRequests(OperatorView gatewayOperatorView, Commands commands) {
        return new AccountRequests(gatewayOperatorView.directory(), commands::ofOperator);
    }

    /** Whether there is an operator who could call. */
    static final class TokenIsSet implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var environment = context.getEnvironment();
            return environment.containsProperty("posthorn.operator.token")
                    || environment.containsProperty("posthorn.operator.token-file");
        }
    }

    /** The API itself. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(TokenIsSet.class)
    static class Api {

        /** The operator's API; in a type of its own, because the tenants' API is the model everywhere else. */
        record OperatorModel(ApiModel api) {}

        @Bean
        OperatorModel operatorModel() {
            return new OperatorModel(ApiModel.load(OperatorOperations.MODEL));
        }

        @Bean
        OperatorOperations operatorOperations(
                GatewayProperties gateway,
                OperatorView gatewayOperatorView,
                Commands commands,
                SecretSeal seal,
                BacklogView backlogs) {
            var configured =
                    gateway.credentials().stream().map(AccessKey::accessKeyId).collect(Collectors.toSet());
            if (gateway.developmentCredentials()) {
                configured.add(AccessKey.DEVELOPMENT.accessKeyId());
            }
            return new OperatorOperations(
                    gatewayOperatorView.directory(), commands::ofOperator, configured::contains, seal, backlogs);
        }

        @Bean
        Imports operatorImports(
                OperatorModel operatorModel, OperatorView gatewayOperatorView, OperatorOperations operations) {
            return new Imports(operatorModel.api(), gatewayOperatorView.directory(), operations::carryOut);
        }

        @Bean
        OperatorFiles operatorFiles(
                OperatorProperties properties,
                Imports imports,
                OperatorView gatewayOperatorView,
                Commands commands,
                SecretSeal seal,
                MeterRegistry registry) {
            var files = new OperatorFiles(
                    properties.files(),
                    imports,
                    gatewayOperatorView.directory(),
                    commands::ofOperator,
                    seal,
                    System::getenv);
            Gauge.builder("posthorn.gateway.operator.files.wrong", files, OperatorFiles::wrong)
                    .description("Files of operator data that could not be taken in")
                    .register(registry);
            return files;
        }

        @Bean
        OperatorServer operatorServer(
                OperatorProperties properties,
                GatewayProperties gateway,
                OperatorModel operatorModel,
                OperatorOperations operations,
                Imports imports,
                Commands commands,
                ResourceView view,
                KafkaClients clients,
                SecretSeal seal,
                MeterRegistry registry,
                TimeOrderedIds ids,
                SslBundles bundles) {
            if (!seal.isSealing()) {
                log.atInfo().log("secrets of access keys are kept unsealed: posthorn.operator.sealing-key is not set");
            }
            var token = OperatorToken.of(properties);
            var bodies = new RequestBodies(
                    Math.toIntExact(gateway.maxBodySize().toBytes()), gateway.maxLargeBodies(), gateway.bodyTimeout());
            var tableBodies = new RequestBodies(
                    Math.toIntExact(properties.maxImportSize().toBytes()), IMPORTS_AT_A_TIME, gateway.bodyTimeout());
            var model = operatorModel.api();
            var reviews = new RegistrationReviews(
                    view::of, commands::inAccount, new TopicAttachmentReader(clients), gateway.defaultRegion());
            var offered = new ArrayList<>(operations.offered(model));
            offered.addAll(reviews.offered());
            var rest = new RestApi(
                    BASE,
                    model,
                    List.of(new Operations(model, offered)),
                    Set.of(),
                    token,
                    bodies,
                    Answering.Trail.NONE,
                    registry,
                    ids,
                    ABOUT);
            var tables = new HashMap<String, HttpServlet>();
            for (var name : imports.exported()) {
                tables.put(BASE + "/" + name + ".csv", new CsvServlet(name, imports, token, tableBodies, ids));
            }
            return new OperatorServer(properties, rest, tables, bundles);
        }
    }
}
