package io.posthorn.schemas.topic;

import io.posthorn.schemas.topic.Service.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who reads and writes the topics of the catalogue. What Kafka has to allow each service is made from this; a test runs
 * the services on a broker that allows nothing else.
 */
public final class Services {
    /** Every service follows these. */
    private static final Set<Topic<?>> VIEWS =
            Set.of(Topics.RESOURCES, Topics.OPERATOR_RESOURCES, Topics.SPEND_TOTALS, Topics.PLACED_CALLS);

    /** So do those that choose origination identities. */
    private static final Set<Topic<?>> HEALTH = Set.of(Topics.NUMBER_BACKLOGS, Topics.CARRIER_TROUBLES);

    public static final Service API_GATEWAY = new Service(
            "api-gateway",
            List.of(),
            union(
                    VIEWS,
                    HEALTH,
                    Set.of(
                            Topics.CONTROL_REPLIES,
                            Topics.OPTED_OUT_NUMBERS,
                            Topics.PLACE_BACKLOGS,
                            Topics.HELD_COUNTS,
                            Topics.RESTING_COUNTS,
                            Topics.ATTACHMENT_PIECES,
                            Topics.CARRIER_SUBMISSIONS)),
            Set.of(Topics.EVENT_DELIVERIES),
            Set.of(
                    Topics.SEND_REQUESTS,
                    Topics.CONTROL_COMMANDS,
                    Topics.OPERATOR_COMMANDS,
                    Topics.OPT_OUT_COMMANDS,
                    Topics.MESSAGE_LOOKUPS,
                    Topics.LOG_LOOKUPS,
                    Topics.AUDIT_RECORDS,
                    Topics.AUDIT_LOOKUPS,
                    Topics.ATTACHMENT_PIECES,
                    Topics.EVENT_DELIVERIES,
                    Topics.INBOUND_PARTS));

    public static final Service REGISTRATION_SERVICE = new Service(
            "registration-service",
            List.of(
                    new Stage("registration", Set.of(Topics.CONTROL_COMMANDS), Set.of(Topics.RESOURCES)),
                    new Stage("operator", Set.of(Topics.OPERATOR_COMMANDS), Set.of(Topics.OPERATOR_RESOURCES))),
            union(VIEWS, Set.of(Topics.ATTACHMENT_PIECES)),
            Set.of(),
            Set.of(
                    Topics.CONTROL_REPLIES,
                    Topics.CONTROL_COMMANDS,
                    Topics.OPERATOR_COMMANDS,
                    Topics.OPT_OUT_COMMANDS,
                    Topics.ATTACHMENT_PIECES,
                    Topics.EVENT_DELIVERIES,
                    Topics.SEND_REQUESTS));

    public static final Service ROUTING_SERVICE = new Service(
            "routing-service",
            List.of(new Stage(
                    "routing",
                    Set.of(Topics.SEND_REQUESTS, Topics.INBOUND_MESSAGES, Topics.TWO_WAY_SENDS),
                    Set.of(
                            Topics.ACCEPTED_MESSAGE_IDS,
                            Topics.SPEND_TOTALS,
                            Topics.PLACED_CALLS,
                            Topics.ANSWERABLE_SENDS))),
            union(VIEWS, HEALTH),
            Set.of(),
            Set.of(Topics.ROUTED_SENDS, Topics.DELIVERY_EVENTS, Topics.OPT_OUT_COMMANDS, Topics.EVENT_DELIVERIES));

    public static final Service OPT_OUT_SERVICE = new Service(
            "opt-out-service",
            List.of(new Stage(
                    "opt-out",
                    Set.of(Topics.ROUTED_SENDS, Topics.OPT_OUT_COMMANDS),
                    Set.of(
                            Topics.OPTED_OUT_NUMBERS,
                            Topics.CLEARED_OPT_OUT_LISTS,
                            Topics.HELD_SENDS,
                            Topics.HELD_COUNTS,
                            Topics.RECENT_CALLS))),
            VIEWS,
            Set.of(),
            Set.of(Topics.CLEARED_SENDS, Topics.DELIVERY_EVENTS, Topics.TWO_WAY_SENDS, Topics.CONTROL_REPLIES));

    public static final Service SEND_SERVICE = new Service(
            "send-service",
            List.of(
                    new Stage(
                            "throttle",
                            Set.of(Topics.CLEARED_SENDS),
                            Set.of(
                                    Topics.WAITING_SENDS,
                                    Topics.RESTING_SENDS,
                                    Topics.RESTING_COUNTS,
                                    Topics.NUMBER_BACKLOGS)),
                    new Stage(
                            "connector",
                            Set.of(Topics.CARRIER_SUBMISSIONS),
                            Set.of(Topics.PARKED_SUBMISSIONS, Topics.HANDED_SUBMISSIONS, Topics.CARRIER_TROUBLES)),
                    new Stage(
                            "references",
                            Set.of(Topics.CARRIER_REFERENCES, Topics.CARRIER_RECEIPTS),
                            Set.of(Topics.KNOWN_REFERENCES, Topics.EARLY_RECEIPTS)),
                    new Stage(
                            "receipts",
                            Set.of(Topics.CARRIER_REPORTS),
                            Set.of(Topics.OPEN_MESSAGES, Topics.MESSAGE_DEADLINES, Topics.EARLY_REPORTS)),
                    new Stage(
                            "inbound",
                            Set.of(Topics.INBOUND_PARTS),
                            Set.of(Topics.JOINING_MESSAGES, Topics.CARRIER_MESSAGE_IDS))),
            VIEWS,
            Set.of(),
            Set.of(
                    Topics.CARRIER_SUBMISSIONS,
                    Topics.CARRIER_REFERENCES,
                    Topics.CARRIER_RECEIPTS,
                    Topics.CARRIER_REPORTS,
                    Topics.DELIVERY_EVENTS,
                    Topics.INBOUND_PARTS,
                    Topics.INBOUND_MESSAGES));

    public static final Service EVENT_DISPATCHER = new Service(
            "event-dispatcher",
            List.of(
                    new Stage("event-dispatcher", Set.of(Topics.DELIVERY_EVENTS), Set.of()),
                    new Stage(
                            "event-delivery",
                            Set.of(Topics.EVENT_DELIVERIES),
                            Set.of(Topics.WAITING_DELIVERIES, Topics.PLACE_BACKLOGS)),
                    new Stage("message-history", Set.of(Topics.MESSAGE_LOOKUPS, Topics.DELIVERY_EVENTS), Set.of()),
                    new Stage("log-search", Set.of(Topics.LOG_LOOKUPS), Set.of()),
                    new Stage("audit-log", Set.of(Topics.AUDIT_RECORDS, Topics.AUDIT_LOOKUPS), Set.of())),
            VIEWS,
            Set.of(),
            Set.of(Topics.EVENT_DELIVERIES, Topics.CONTROL_REPLIES));

    public static final List<Service> ALL = List.of(
            API_GATEWAY, REGISTRATION_SERVICE, ROUTING_SERVICE, OPT_OUT_SERVICE, SEND_SERVICE, EVENT_DISPATCHER);

    /** What messages pass on their way to carriers and back. */
    public static final List<Service> PIPELINE = List.of(ROUTING_SERVICE, OPT_OUT_SERVICE, SEND_SERVICE);

    /** Stages that can share a thread and its transactions, in the order in which messages pass them. */
    public static final List<String> PASSAGE = List.of(
            "inbound",
            "routing",
            "opt-out",
            "throttle",
            "connector",
            "references",
            "receipts",
            "event-dispatcher",
            "event-delivery");

    /** What those that do are to Kafka. They read and keep what each of them reads and keeps. */
    public static final Stage SHARED = new Stage("passage", Set.of(), Set.of());

    private Services() {}

    /** Stages of others that a service looks at, to see how far they are. */
    static List<Stage> watchedBy(Service service) {
        return service.equals(API_GATEWAY)
                ? PIPELINE.stream().flatMap(each -> each.stages().stream()).toList()
                : List.of();
    }

    @SafeVarargs
    private static Set<Topic<?>> union(Set<Topic<?>>... sets) {
        var all = new HashSet<Topic<?>>();
        for (var each : sets) {
            all.addAll(each);
        }
        return all;
    }
}
