package io.posthorn.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.operator.SecretSeal;
import io.posthorn.core.policy.Actions;
import io.posthorn.core.routing.RoutingFacts;
import io.posthorn.core.routing.RoutingPolicy;
import io.posthorn.core.signature.Credentials;
import io.posthorn.gateway.access.AccessKey;
import io.posthorn.gateway.access.AccessKeys;
import io.posthorn.gateway.access.Admission;
import io.posthorn.gateway.access.CallerCheck;
import io.posthorn.gateway.access.RateQuotas;
import io.posthorn.gateway.attachment.Attachments;
import io.posthorn.gateway.attachment.Buckets;
import io.posthorn.gateway.audit.AuditTrail;
import io.posthorn.gateway.authorisation.Authorisation;
import io.posthorn.gateway.control.Commands;
import io.posthorn.gateway.control.Replies;
import io.posthorn.gateway.handset.Handsets;
import io.posthorn.gateway.handset.RecentSubmissions;
import io.posthorn.gateway.http.Edge;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.identity.IdentityKeys;
import io.posthorn.gateway.identity.IdentityWrites;
import io.posthorn.gateway.identity.OpenedSecrets;
import io.posthorn.gateway.identity.Policies;
import io.posthorn.gateway.identity.Sessions;
import io.posthorn.gateway.kafka.AcknowledgedWriter;
import io.posthorn.gateway.kafka.InstanceId;
import io.posthorn.gateway.kafka.KafkaReachable;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Operations;
import io.posthorn.gateway.operator.AccountRequests;
import io.posthorn.gateway.operator.IssuedKeys;
import io.posthorn.gateway.operator.OperatorConfiguration;
import io.posthorn.gateway.operator.OperatorProperties;
import io.posthorn.gateway.optout.OptOutTables;
import io.posthorn.gateway.publish.DeadLetters;
import io.posthorn.gateway.publish.Publishing;
import io.posthorn.gateway.query.QueryProtocol;
import io.posthorn.gateway.query.SubscriberLinks;
import io.posthorn.gateway.read.DeliveryReads;
import io.posthorn.gateway.read.IdentityReads;
import io.posthorn.gateway.read.OptedOutView;
import io.posthorn.gateway.read.QueueReads;
import io.posthorn.gateway.read.Reads;
import io.posthorn.gateway.read.TopicReads;
import io.posthorn.gateway.read.WithDefaultList;
import io.posthorn.gateway.rest.BearerKeys;
import io.posthorn.gateway.rest.RestApi;
import io.posthorn.gateway.room.PipelineRoom;
import io.posthorn.gateway.room.PipelineWatch;
import io.posthorn.gateway.send.AcceptedMessages;
import io.posthorn.gateway.send.Sends;
import io.posthorn.gateway.session.SessionOperations;
import io.posthorn.platform.PlatformConfiguration;
import io.posthorn.platform.backlog.BacklogView;
import io.posthorn.platform.backlog.CountedMessages;
import io.posthorn.platform.delivery.Deliveries;
import io.posthorn.platform.health.HealthConfiguration;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.Partitions;
import io.posthorn.platform.operator.OperatorView;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.send.SendRequests;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.trace.Tracing;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.PlaceBacklog;
import io.posthorn.schemas.WaitingCount;
import io.posthorn.schemas.topic.Services;
import io.posthorn.schemas.topic.Topics;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** The gateway: the wire API over HTTP, in front of Kafka. */
@Configuration(proxyBeanMethods = false)
@Import({PlatformConfiguration.class, HealthConfiguration.class, OperatorConfiguration.class})
@EnableConfigurationProperties(GatewayProperties.class)
@PropertySource("classpath:io/posthorn/gateway/web.properties")
public class ApiGatewayConfiguration {
    private static final String REST = "/v1";
    private static final RestApi.About ABOUT_REST = new RestApi.About(
            "Posthorn",
            "Text, media and voice messages, and everything that belongs to sending them. The same operations as over"
                    + " the AWS protocol, for programs without an AWS client.",
            "<access key id>.<secret>");

    /** The largest file that any registration asks for: images of two megabytes. */
    private static final int LARGEST_ATTACHMENT = 2 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ApiGatewayConfiguration.class);

    /** Runs before there is any other bean: nothing is connected to, let alone listened on. */
    @Bean
    static BeanFactoryPostProcessor gatewayExposureCheck(Environment environment) {
        return ignored -> {
            var binder = Binder.get(environment);
            var configured = binder.bind("posthorn.gateway.credentials", Bindable.listOf(AccessKey.class))
                    .orElse(List.of());
            var development = binder.bind("posthorn.gateway.development-credentials", Boolean.class)
                    .orElse(false);
            var address = binder.bind("server.address", InetAddress.class);
            AccessKeys.of(configured, development).requireSafeOn(address.orElse(null));
        };
    }

    @Bean
    Sessions gatewaySessions(ResourceView view, OpenedSecrets secrets) {
        return new Sessions(view::of, secrets);
    }

    @Bean
    AccessKeys gatewayAccessKeys(
            GatewayProperties properties,
            OperatorProperties operator,
            IssuedKeys issued,
            ResourceView view,
            OpenedSecrets secrets,
            Sessions sessions) {
        var keys = AccessKeys.of(properties.credentials(), properties.developmentCredentials());
        if (keys.isEmpty() && !operator.isOffered()) {
            log.atWarn().log("nobody can call: posthorn.gateway.credentials is empty");
        }
        var ofIdentities = new IdentityKeys(view::of, secrets, sessions);
        return keys.and((id, token, now) -> issued.credential(id)
                .<Credentials.Found>map(Credentials.Found.Known::new)
                .orElseGet(() -> ofIdentities.find(id, token, now)));
    }

    @Bean
    TimeOrderedIds gatewayIds(Clock clock) {
        return new TimeOrderedIds(clock);
    }

    @Bean
    InstanceId gatewayInstanceId(TimeOrderedIds ids) {
        return new InstanceId(ids.next().toString());
    }

    @Bean
    ApiModel gatewayApiModel() {
        return ApiModel.load();
    }

    @Bean(destroyMethod = "close")
    Producer<String, byte[]> gatewayProducer(KafkaClients clients) {
        return clients.promptProducer();
    }

    @Bean
    Replies gatewayReplies(KafkaClients clients, InstanceId instance) {
        return new Replies(clients, instance);
    }

    @Bean
    OptedOutView gatewayOptedOutView(KafkaClients clients, StateDirectory state, Clock clock) {
        return new OptedOutView(clients, state, clock);
    }

    @Bean
    AcceptedMessages gatewayAcceptedMessages(Clock clock) {
        return new AcceptedMessages(clock);
    }

    @Bean
    CountedMessages heldMessages() {
        return new CountedMessages();
    }

    @Bean
    TopicView<WaitingCount> heldMessageTopic(KafkaClients clients, CountedMessages heldMessages) {
        return new TopicView<>(Topics.HELD_COUNTS, clients, heldMessages::apply);
    }

    @Bean
    CountedMessages restingMessages() {
        return new CountedMessages();
    }

    @Bean
    TopicView<WaitingCount> restingMessageTopic(KafkaClients clients, CountedMessages restingMessages) {
        return new TopicView<>(Topics.RESTING_COUNTS, clients, restingMessages::apply);
    }

    @Bean
    PipelineRoom gatewayPipelineRoom(GatewayProperties properties, MeterRegistry registry) {
        var room = new PipelineRoom(properties.maxBacklog());
        Gauge.builder("posthorn.gateway.backlog", room, PipelineRoom::waiting)
                .description("Records that wait for the services messages pass")
                .register(registry);
        return room;
    }

    @Bean
    PipelineWatch gatewayPipelineWatch(KafkaClients clients, PipelineRoom gatewayPipelineRoom) {
        return new PipelineWatch(clients.admin(), Services.PIPELINE, gatewayPipelineRoom);
    }

    @Bean
    Sends gatewaySends(
            GatewayProperties properties,
            Producer<String, byte[]> gatewayProducer,
            KafkaClients clients,
            ResourceView view,
            OptedOutView optedOut,
            RoutingFacts facts,
            BacklogView backlogs,
            PipelineRoom pipelineRoom,
            CountedMessages heldMessages,
            CountedMessages restingMessages,
            AcceptedMessages lately,
            InstanceId instance,
            TimeOrderedIds ids,
            MeterRegistry registry,
            Clock clock) {
        var policy = new RoutingPolicy(facts);
        var accepted = Counter.builder("posthorn.gateway.accepted")
                .description("Messages written down")
                .register(registry);
        var writer =
                new AcknowledgedWriter(gatewayProducer, clients.codec(), view, instance, properties.maxSendsInFlight());
        Gauge.builder("posthorn.gateway.sends.in.flight", writer, AcknowledgedWriter::inFlight)
                .description("Messages being written now")
                .register(registry);
        return new Sends(
                view::of,
                policy::decide,
                (scope, list, number) -> optedOut.find(scope, list, number).isPresent(),
                pipelineRoom::admits,
                account -> backlogs.waitingMessages(account) + heldMessages.of(account) + restingMessages.of(account)
                        < properties.maxWaitingMessages(),
                order -> {
                    var result = writer.write(
                            Topics.SEND_REQUESTS,
                            SendRequests.key(order.scope().account(), order.destination()),
                            SendRequests.toRecord(order),
                            order.scope().account(),
                            TimeOrderedIds.isOne(order.messageId()));
                    if (result == WriteResult.KEPT) {
                        accepted.increment();
                        lately.note(order);
                    }
                    return result;
                },
                ids,
                clock);
    }

    @Bean
    Commands gatewayCommands(
            GatewayProperties properties,
            Producer<String, byte[]> gatewayProducer,
            KafkaClients clients,
            ResourceView view,
            OptedOutView optedOut,
            OperatorView operatorView,
            OperatorView gatewayOperatorView,
            Replies replies,
            InstanceId instance,
            TimeOrderedIds ids,
            Clock clock) {
        var writer = new AcknowledgedWriter(
                gatewayProducer, clients.codec(), view, instance, properties.maxCommandsInFlight());
        Commands.Views views = (topic, partition, offset, patience) -> {
            if (topic.equals(Topics.OPTED_OUT_NUMBERS.name())) {
                return optedOut.awaitSeen(partition, offset, patience);
            }
            return topic.equals(Topics.OPERATOR_RESOURCES.name())
                    ? gatewayOperatorView.awaitSeen(partition, offset, patience)
                            && operatorView.awaitSeen(partition, offset, patience)
                    : view.awaitSeen(partition, offset, patience);
        };
        var attachments = new Attachments(
                (scope, key, piece) -> writer.write(Topics.ATTACHMENT_PIECES, key, piece, scope.account()),
                new Buckets(properties.attachmentBuckets(), LARGEST_ATTACHMENT));
        return new Commands(
                scope -> new WithDefaultList(view.of(scope)),
                writer,
                replies,
                views,
                attachments,
                instance,
                ids,
                clock,
                properties.commandTimeout());
    }

    @Bean
    Policies gatewayPolicies(ResourceView view) {
        return new Policies(view::of);
    }

    @Bean
    Actions gatewayActions() {
        return Actions.load();
    }

    @Bean(destroyMethod = "close")
    AuditTrail gatewayAuditTrail(
            Actions actions,
            KafkaClients clients,
            GatewayProperties properties,
            TimeOrderedIds ids,
            Clock clock,
            MeterRegistry registry) {
        return new AuditTrail(
                actions,
                clients.promptProducer(),
                clients.codec(),
                Math.toIntExact(properties.maxAuditBacklog().toBytes()),
                ids,
                clock,
                registry);
    }

    @Bean
    Authorisation gatewayAuthorisation(Actions actions, ResourceView view, Policies policies, Clock clock) {
        return new Authorisation(actions, scope -> new WithDefaultList(view.of(scope)), policies, clock);
    }

    @Bean
    Admission gatewayAdmission(RoutingFacts facts, Authorisation authorisation, GatewayProperties properties) {
        return new Admission(facts.profiles(), authorisation, new RateQuotas(properties.rateQuotas()));
    }

    @Bean
    OptOutTables gatewayOptOutTables(Commands commands, ResourceView view, OptedOutView optedOut, Clock clock) {
        return new OptOutTables(
                scope -> new WithDefaultList(view.of(scope)),
                commands::putOnList,
                optedOut,
                key -> Partitions.of(key, optedOut.partitions()),
                clock);
    }

    @Bean
    Operations gatewayOperations(
            ApiModel model,
            Sends sends,
            Commands commands,
            ResourceView view,
            OptedOutView optedOut,
            Admission admission,
            RoutingFacts facts) {
        var offered = new ArrayList<>(sends.offered());
        offered.addAll(new Reads(scope -> new WithDefaultList(view.of(scope)), optedOut, facts.profiles()).offered());
        offered.addAll(commands.offered(model));
        return new Operations(model, admission.guarded(offered));
    }

    @Bean
    Publishing.Deliverer gatewayDeliverer(
            ResourceView view,
            Producer<String, byte[]> gatewayProducer,
            KafkaClients clients,
            InstanceId instance,
            GatewayProperties properties) {
        var writer =
                new AcknowledgedWriter(gatewayProducer, clients.codec(), view, instance, properties.maxSendsInFlight());
        return (delivery, account) ->
                writer.write(Topics.EVENT_DELIVERIES, Deliveries.key(delivery), delivery, account, false);
    }

    @Bean
    Publishing gatewayPublishing(
            ResourceView view, Publishing.Deliverer gatewayDeliverer, TimeOrderedIds ids, Clock clock) {
        return new Publishing(view::of, gatewayDeliverer, ids, clock);
    }

    @Bean
    DeadLetters gatewayDeadLetters(KafkaClients clients, Publishing.Deliverer gatewayDeliverer) {
        return new DeadLetters(clients, gatewayDeliverer);
    }

    @Bean
    TopicOperations gatewayTopicOperations(
            Commands commands, Publishing publishing, ResourceView view, Admission admission, Clock clock) {
        var model = ApiModel.load("topics.json");
        var offered = new ArrayList<>(new TopicReads(view::of, clock).offered());
        offered.addAll(commands.ofRegistration(model));
        offered.addAll(publishing.offered());
        return new TopicOperations(model, new Operations(model, admission.guarded(offered)));
    }

    /** Topics and what can be done with them; an API of its own, which is served at the same place. */
    record TopicOperations(ApiModel model, Operations operations) {}

    @Bean
    IdentityOperations gatewayIdentityOperations(
            Commands commands,
            ResourceView view,
            SecretSeal seal,
            Policies policies,
            Authorisation authorisation,
            Sessions sessions,
            Admission admission,
            Clock clock) {
        var model = ApiModel.load("identities.json");
        var offered = new ArrayList<>(new IdentityReads(view::of).offered());
        offered.addAll(new IdentityWrites(commands::inAccount, seal).offered(model));
        var sessionModel = ApiModel.load("sessions.json");
        var taken = new SessionOperations(view::of, policies, authorisation, sessions, clock).offered();
        return new IdentityOperations(
                new QueryProtocol.Offered(model, new Operations(model, admission.guarded(offered))),
                new QueryProtocol.Offered(sessionModel, new Operations(sessionModel, admission.guarded(taken))));
    }

    /** Users, groups, roles and policies, and sessions of those who take on a role: two more APIs at the same place. */
    record IdentityOperations(QueryProtocol.Offered identities, QueryProtocol.Offered sessions) {}

    @Bean
    QueryProtocol gatewayQueryProtocol(
            TopicOperations topics,
            IdentityOperations identities,
            Commands commands,
            ResourceView view,
            OperatorView operatorView,
            AccessKeys keys,
            RequestBodies bodies,
            AuditTrail trail,
            MeterRegistry registry,
            Clock clock) {
        return new QueryProtocol(
                new QueryProtocol.Offered(topics.model(), topics.operations()),
                identities.identities(),
                identities.sessions(),
                keys,
                clock,
                bodies,
                new SubscriberLinks(view::of, operatorView.directory(), commands::inAccount),
                trail,
                registry);
    }

    @Bean
    RequestBodies gatewayRequestBodies(GatewayProperties properties) {
        return new RequestBodies(
                Math.toIntExact(properties.maxBodySize().toBytes()),
                properties.maxLargeBodies(),
                properties.bodyTimeout());
    }

    @Bean
    Edge gatewayEdge(
            ApiModel model,
            Operations operations,
            AccessKeys keys,
            RequestBodies bodies,
            AuditTrail trail,
            MeterRegistry registry,
            TimeOrderedIds ids,
            QueryProtocol query,
            Clock clock) {
        var callers = new CallerCheck(keys, Set.of(model.signingName()), clock);
        return new Edge(model, operations, callers, bodies, trail, registry, ids, query);
    }

    @Bean(destroyMethod = "close")
    RecentSubmissions gatewayRecentSubmissions(KafkaClients clients, GatewayProperties properties) {
        return Handsets.messages(clients, properties.handsetCarriers());
    }

    @Bean
    Handsets gatewayHandsets(
            GatewayProperties properties,
            RecentSubmissions recent,
            Producer<String, byte[]> gatewayProducer,
            KafkaClients clients,
            ResourceView view,
            InstanceId instance,
            TimeOrderedIds ids,
            Clock clock) {
        var writer =
                new AcknowledgedWriter(gatewayProducer, clients.codec(), view, instance, properties.maxSendsInFlight());
        return new Handsets(
                properties.handsetCarriers(),
                recent,
                view::of,
                (text, account) ->
                        writer.write(Topics.INBOUND_PARTS, text.key(), text.record(clock.instant()), account, false),
                ids);
    }

    @Bean
    DeliveryReads gatewayDeliveryReads(ResourceView view) {
        return new DeliveryReads(view::of);
    }

    @Bean
    TopicView<PlaceBacklog> placeBacklogTopic(KafkaClients clients, DeliveryReads gatewayDeliveryReads) {
        return new TopicView<>(Topics.PLACE_BACKLOGS, clients, gatewayDeliveryReads::apply);
    }

    @Bean
    RestApi gatewayRestApi(
            ApiModel model,
            Operations operations,
            Commands commands,
            OptOutTables optOutTables,
            TopicOperations topics,
            IdentityOperations identities,
            Admission admission,
            ResourceView view,
            BacklogView backlogs,
            DeliveryReads deliveries,
            DeadLetters deadLetters,
            AccountRequests requests,
            Handsets handsets,
            AcceptedMessages lately,
            AccessKeys keys,
            GatewayProperties properties,
            RequestBodies bodies,
            AuditTrail trail,
            MeterRegistry registry,
            TimeOrderedIds ids,
            Clock clock) {
        var callers = new BearerKeys(keys, properties.defaultRegion(), clock);
        var aboutMessages = new Operations(
                ApiModel.load("messages.json"), admission.guarded(List.of(lately.completed(commands.aboutMessages()))));
        var aboutQueues = new Operations(
                ApiModel.load("queues.json"), admission.guarded(new QueueReads(view::of, backlogs).offered()));
        var aboutDeliveries = new Operations(
                ApiModel.load("deliveries.json"),
                admission.guarded(List.of(deliveries.offered(), deadLetters.offered(), commands.aboutLogs())));
        var aboutCalls = new Operations(ApiModel.load("audit.json"), admission.guarded(List.of(commands.aboutCalls())));
        var tables = new Operations(ApiModel.load("opt-outs.json"), admission.guarded(optOutTables.offered()));
        var ofAccounts = new Operations(AccountRequests.model(), admission.guarded(requests.offered()));
        var played = new Operations(ApiModel.load("handsets.json"), admission.guarded(handsets.offered()));
        return new RestApi(
                REST,
                model,
                List.of(
                        operations,
                        aboutMessages,
                        aboutQueues,
                        aboutDeliveries,
                        aboutCalls,
                        tables,
                        ofAccounts,
                        topics.operations(),
                        identities.identities().operations(),
                        identities.sessions().operations(),
                        played),
                properties.handsetCarriers().isEmpty() ? Set.of() : Set.of("handset"),
                callers,
                bodies,
                trail,
                registry,
                ids,
                ABOUT_REST);
    }

    @Bean
    ServletRegistrationBean<HttpServlet> gatewayRestServlet(RestApi rest) {
        var registration = new ServletRegistrationBean<>(rest.servlet(), rest.mapping());
        registration.setName("rest");
        return registration;
    }

    @Bean
    ServletRegistrationBean<HttpServlet> gatewayServlet(Edge edge) {
        var registration = new ServletRegistrationBean<>(edge.servlet(), "/");
        registration.setName(Edge.SERVLET_NAME);
        return registration;
    }

    @Bean
    FilterRegistrationBean<Filter> gatewayShortcut(Edge edge, Tracing tracing) {
        var registration = new FilterRegistrationBean<>(edge.shortcut(tracing));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    KafkaReachable gatewayHealthIndicator(KafkaClients clients, Clock clock) {
        return new KafkaReachable(clients.admin(), clock);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> gatewayServer() {
        return Edge.server(RestApi.errors(REST));
    }
}
