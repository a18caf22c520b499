package io.posthorn.schemas.topic;

import static io.posthorn.schemas.topic.Topic.Lanes.CONTROL;
import static io.posthorn.schemas.topic.Topic.Lanes.ONE;
import static io.posthorn.schemas.topic.Topic.Lanes.PIPELINE;

import io.posthorn.schemas.AcceptedMessageId;
import io.posthorn.schemas.AttachmentPiece;
import io.posthorn.schemas.AuditRecord;
import io.posthorn.schemas.CarrierReceipt;
import io.posthorn.schemas.CarrierReference;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.CarrierTrouble;
import io.posthorn.schemas.ClearedOptOutList;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.InboundMessage;
import io.posthorn.schemas.InboundPart;
import io.posthorn.schemas.JoiningMessage;
import io.posthorn.schemas.LogLookup;
import io.posthorn.schemas.MessageDeadline;
import io.posthorn.schemas.MessageLookup;
import io.posthorn.schemas.NumberBacklog;
import io.posthorn.schemas.OpenMessage;
import io.posthorn.schemas.OperatorCommand;
import io.posthorn.schemas.OperatorResource;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.OptedOutNumber;
import io.posthorn.schemas.PlaceBacklog;
import io.posthorn.schemas.PlacedCalls;
import io.posthorn.schemas.RecentCalls;
import io.posthorn.schemas.Resource;
import io.posthorn.schemas.RoutedSend;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.SpendTotal;
import io.posthorn.schemas.TwoWaySend;
import io.posthorn.schemas.WaitingCount;
import io.posthorn.schemas.WaitingDelivery;
import java.time.Duration;
import java.util.List;

/** Every topic of the system. {@code docs/topics.md} describes them for people; a test keeps the two together. */
public final class Topics {
    /** A stage that is down over a long weekend still finds its input. */
    private static final Duration PIPELINE_RETENTION = Duration.ofDays(7);

    private static final Duration REPLY_RETENTION = Duration.ofHours(1);

    /** Nobody waits longer for an answer, and the question can be asked again. */
    private static final Duration LOOKUP_RETENTION = Duration.ofHours(1);

    /** How long a message id is remembered, so that a record sent again is not a second message. */
    public static final Duration MESSAGE_ID_MEMORY = Duration.ofHours(24);

    public static final Topic<SendRequest> SEND_REQUESTS =
            Topic.stream("send-requests", SendRequest.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<RoutedSend> ROUTED_SENDS =
            Topic.stream("routed-sends", RoutedSend.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<ClearedSend> CLEARED_SENDS =
            Topic.stream("cleared-sends", ClearedSend.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<CarrierSubmission> CARRIER_SUBMISSIONS =
            Topic.stream("carrier-submissions", CarrierSubmission.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<CarrierReference> CARRIER_REFERENCES =
            Topic.stream("carrier-references", CarrierReference.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<CarrierReceipt> CARRIER_RECEIPTS =
            Topic.stream("carrier-receipts", CarrierReceipt.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<CarrierReport> CARRIER_REPORTS =
            Topic.stream("carrier-reports", CarrierReport.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<DeliveryEvent> DELIVERY_EVENTS =
            Topic.stream("delivery-events", DeliveryEvent.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<EventDelivery> EVENT_DELIVERIES =
            Topic.stream("event-deliveries", EventDelivery.class, PIPELINE_RETENTION, PIPELINE);

    public static final Topic<AcceptedMessageId> ACCEPTED_MESSAGE_IDS =
            Topic.stream("accepted-message-ids", AcceptedMessageId.class, MESSAGE_ID_MEMORY, PIPELINE);
    public static final Topic<SpendTotal> SPEND_TOTALS = Topic.table("spend-totals", SpendTotal.class, PIPELINE);
    public static final Topic<PlacedCalls> PLACED_CALLS = Topic.table("placed-calls", PlacedCalls.class, PIPELINE);
    public static final Topic<RoutedSend> HELD_SENDS = Topic.table("held-sends", RoutedSend.class, PIPELINE);
    public static final Topic<WaitingCount> HELD_COUNTS = Topic.table("held-counts", WaitingCount.class, PIPELINE);
    public static final Topic<RecentCalls> RECENT_CALLS = Topic.table("recent-calls", RecentCalls.class, PIPELINE);
    public static final Topic<ClearedSend> WAITING_SENDS = Topic.table("waiting-sends", ClearedSend.class, PIPELINE);
    public static final Topic<ClearedSend> RESTING_SENDS = Topic.table("resting-sends", ClearedSend.class, PIPELINE);
    public static final Topic<WaitingCount> RESTING_COUNTS =
            Topic.table("resting-counts", WaitingCount.class, PIPELINE);
    public static final Topic<NumberBacklog> NUMBER_BACKLOGS =
            Topic.table("number-backlogs", NumberBacklog.class, PIPELINE);
    public static final Topic<CarrierSubmission> PARKED_SUBMISSIONS =
            Topic.table("parked-submissions", CarrierSubmission.class, PIPELINE);
    public static final Topic<CarrierSubmission> HANDED_SUBMISSIONS =
            Topic.table("handed-submissions", CarrierSubmission.class, PIPELINE);
    public static final Topic<CarrierTrouble> CARRIER_TROUBLES =
            Topic.table("carrier-troubles", CarrierTrouble.class, PIPELINE);
    public static final Topic<CarrierReference> KNOWN_REFERENCES =
            Topic.table("known-references", CarrierReference.class, PIPELINE);
    public static final Topic<CarrierReceipt> EARLY_RECEIPTS =
            Topic.table("early-receipts", CarrierReceipt.class, PIPELINE);
    public static final Topic<OpenMessage> OPEN_MESSAGES = Topic.table("open-messages", OpenMessage.class, PIPELINE);
    public static final Topic<CarrierReport> EARLY_REPORTS =
            Topic.table("early-reports", CarrierReport.class, PIPELINE);
    public static final Topic<MessageDeadline> MESSAGE_DEADLINES =
            Topic.table("message-deadlines", MessageDeadline.class, PIPELINE);

    public static final Topic<WaitingDelivery> WAITING_DELIVERIES =
            Topic.table("waiting-deliveries", WaitingDelivery.class, PIPELINE);
    public static final Topic<PlaceBacklog> PLACE_BACKLOGS =
            Topic.table("place-backlogs", PlaceBacklog.class, PIPELINE);

    public static final Topic<LogLookup> LOG_LOOKUPS =
            Topic.stream("log-lookups", LogLookup.class, LOOKUP_RETENTION, PIPELINE);
    public static final Topic<AuditRecord> AUDIT_RECORDS =
            Topic.stream("audit-records", AuditRecord.class, PIPELINE_RETENTION, CONTROL);
    public static final Topic<LogLookup> AUDIT_LOOKUPS =
            Topic.stream("audit-lookups", LogLookup.class, LOOKUP_RETENTION, CONTROL);
    public static final Topic<MessageLookup> MESSAGE_LOOKUPS =
            Topic.stream("message-lookups", MessageLookup.class, LOOKUP_RETENTION, PIPELINE);

    public static final Topic<InboundPart> INBOUND_PARTS =
            Topic.stream("inbound-parts", InboundPart.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<InboundMessage> INBOUND_MESSAGES =
            Topic.stream("inbound-messages", InboundMessage.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<JoiningMessage> JOINING_MESSAGES =
            Topic.table("joining-messages", JoiningMessage.class, PIPELINE);
    public static final Topic<AcceptedMessageId> CARRIER_MESSAGE_IDS =
            Topic.stream("carrier-message-ids", AcceptedMessageId.class, MESSAGE_ID_MEMORY, PIPELINE);
    public static final Topic<TwoWaySend> TWO_WAY_SENDS =
            Topic.stream("two-way-sends", TwoWaySend.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<TwoWaySend> ANSWERABLE_SENDS =
            Topic.table("answerable-sends", TwoWaySend.class, PIPELINE);

    public static final Topic<OptOutCommand> OPT_OUT_COMMANDS =
            Topic.stream("opt-out-commands", OptOutCommand.class, PIPELINE_RETENTION, PIPELINE);
    public static final Topic<OptedOutNumber> OPTED_OUT_NUMBERS =
            Topic.table("opted-out-numbers", OptedOutNumber.class, PIPELINE);
    public static final Topic<ClearedOptOutList> CLEARED_OPT_OUT_LISTS =
            Topic.table("cleared-opt-out-lists", ClearedOptOutList.class, PIPELINE);

    public static final Topic<ControlCommand> CONTROL_COMMANDS =
            Topic.stream("control-commands", ControlCommand.class, PIPELINE_RETENTION, CONTROL);
    public static final Topic<ControlReply> CONTROL_REPLIES =
            Topic.stream("control-replies", ControlReply.class, REPLY_RETENTION, ONE);
    public static final Topic<Resource> RESOURCES = Topic.table("resources", Resource.class, CONTROL);
    public static final Topic<AttachmentPiece> ATTACHMENT_PIECES =
            Topic.table("attachment-pieces", AttachmentPiece.class, CONTROL);

    public static final Topic<OperatorCommand> OPERATOR_COMMANDS =
            Topic.stream("operator-commands", OperatorCommand.class, PIPELINE_RETENTION, ONE);
    public static final Topic<OperatorResource> OPERATOR_RESOURCES =
            Topic.table("operator-resources", OperatorResource.class, ONE);

    /** All of them, in the order a message meets them. */
    public static final List<Topic<?>> ALL = List.of(
            SEND_REQUESTS,
            ROUTED_SENDS,
            CLEARED_SENDS,
            CARRIER_SUBMISSIONS,
            CARRIER_REFERENCES,
            CARRIER_RECEIPTS,
            CARRIER_REPORTS,
            DELIVERY_EVENTS,
            EVENT_DELIVERIES,
            ACCEPTED_MESSAGE_IDS,
            SPEND_TOTALS,
            PLACED_CALLS,
            HELD_SENDS,
            HELD_COUNTS,
            RECENT_CALLS,
            WAITING_SENDS,
            RESTING_SENDS,
            RESTING_COUNTS,
            NUMBER_BACKLOGS,
            PARKED_SUBMISSIONS,
            HANDED_SUBMISSIONS,
            CARRIER_TROUBLES,
            KNOWN_REFERENCES,
            EARLY_RECEIPTS,
            EARLY_REPORTS,
            OPEN_MESSAGES,
            MESSAGE_DEADLINES,
            WAITING_DELIVERIES,
            PLACE_BACKLOGS,
            MESSAGE_LOOKUPS,
            LOG_LOOKUPS,
            AUDIT_RECORDS,
            AUDIT_LOOKUPS,
            INBOUND_PARTS,
            JOINING_MESSAGES,
            CARRIER_MESSAGE_IDS,
            INBOUND_MESSAGES,
            TWO_WAY_SENDS,
            ANSWERABLE_SENDS,
            OPT_OUT_COMMANDS,
            OPTED_OUT_NUMBERS,
            CLEARED_OPT_OUT_LISTS,
            CONTROL_COMMANDS,
            CONTROL_REPLIES,
            RESOURCES,
            ATTACHMENT_PIECES,
            OPERATOR_COMMANDS,
            OPERATOR_RESOURCES);

    /** Topics a stage reads, and which therefore have a dead-letter topic beside them. */
    public static final List<Topic<?>> WITH_DEAD_LETTERS = List.of(
            SEND_REQUESTS,
            ROUTED_SENDS,
            CLEARED_SENDS,
            CARRIER_SUBMISSIONS,
            CARRIER_REFERENCES,
            CARRIER_RECEIPTS,
            CARRIER_REPORTS,
            DELIVERY_EVENTS,
            EVENT_DELIVERIES,
            MESSAGE_LOOKUPS,
            LOG_LOOKUPS,
            AUDIT_RECORDS,
            AUDIT_LOOKUPS,
            INBOUND_PARTS,
            INBOUND_MESSAGES,
            TWO_WAY_SENDS,
            OPT_OUT_COMMANDS,
            CONTROL_COMMANDS,
            OPERATOR_COMMANDS);

    private Topics() {}
}
