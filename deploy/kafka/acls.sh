#!/usr/bin/env bash
# Allows each service what it needs of Kafka, and nothing else; made from the catalogue of topics, so do not edit it.
#   acls.sh --bootstrap-server kafka:9092 --command-config admin.properties
# KAFKA_ACLS is Kafka's tool, PRINCIPAL the form of a user's name (User:CN=%s,O=Acme with mutual TLS). Subscribers
# that are Kafka topics are yours: allow the event-dispatcher to write to them.
set -euo pipefail

allow() {
    local user
    # shellcheck disable=SC2059 # the form comes from outside
    user=$(printf "${PRINCIPAL:-User:%s}" "$1")
    "${KAFKA_ACLS:-kafka-acls.sh}" "${kafka[@]}" --add --force --allow-principal "$user" "${@:2}"
}

kafka=("$@")

# The api-gateway.
allow api-gateway --operation Create --operation Describe --operation DescribeConfigs "${all[@]}"
allow api-gateway --operation Read \
    --topic attachment-pieces \
    --topic carrier-submissions \
    --topic carrier-troubles \
    --topic control-replies \
    --topic event-deliveries-dlt \
    --topic held-counts \
    --topic number-backlogs \
    --topic operator-resources \
    --topic opted-out-numbers \
    --topic place-backlogs \
    --topic placed-calls \
    --topic resources \
    --topic resting-counts \
    --topic spend-totals
allow api-gateway --operation Write \
    --topic attachment-pieces \
    --topic audit-lookups \
    --topic audit-records \
    --topic control-commands \
    --topic event-deliveries \
    --topic inbound-parts \
    --topic log-lookups \
    --topic message-lookups \
    --topic operator-commands \
    --topic opt-out-commands \
    --topic send-requests
allow api-gateway --operation Describe \
    --group posthorn.connector \
    --group posthorn.inbound \
    --group posthorn.opt-out \
    --group posthorn.passage \
    --group posthorn.receipts \
    --group posthorn.references \
    --group posthorn.routing \
    --group posthorn.throttle

# The registration-service.
allow registration-service --operation Create --operation Describe --operation DescribeConfigs "${all[@]}"
allow registration-service --operation Read \
    --topic attachment-pieces \
    --topic control-commands \
    --topic operator-commands \
    --topic operator-resources \
    --topic placed-calls \
    --topic resources \
    --topic spend-totals
allow registration-service --operation Write \
    --topic attachment-pieces \
    --topic control-commands \
    --topic control-commands-dlt \
    --topic control-replies \
    --topic event-deliveries \
    --topic operator-commands \
    --topic operator-commands-dlt \
    --topic operator-resources \
    --topic opt-out-commands \
    --topic resources \
    --topic send-requests
allow registration-service --operation Read \
    --group posthorn.operator \
    --group posthorn.registration
allow registration-service --operation Describe --operation Write --resource-pattern-type prefixed \
    --transactional-id posthorn.operator. \
    --transactional-id posthorn.registration.

# The routing-service.
allow routing-service --operation Create --operation Describe --operation DescribeConfigs "${all[@]}"
allow routing-service --operation Read \
    --topic accepted-message-ids \
    --topic answerable-sends \
    --topic carrier-troubles \
    --topic inbound-messages \
    --topic number-backlogs \
    --topic operator-resources \
    --topic placed-calls \
    --topic resources \
    --topic send-requests \
    --topic spend-totals \
    --topic two-way-sends
allow routing-service --operation Write \
    --topic accepted-message-ids \
    --topic answerable-sends \
    --topic delivery-events \
    --topic event-deliveries \
    --topic inbound-messages-dlt \
    --topic opt-out-commands \
    --topic placed-calls \
    --topic routed-sends \
    --topic send-requests-dlt \
    --topic spend-totals \
    --topic two-way-sends-dlt
allow routing-service --operation Read \
    --group posthorn.passage \
    --group posthorn.routing
allow routing-service --operation Describe --operation Write --resource-pattern-type prefixed \
    --transactional-id posthorn.passage. \
    --transactional-id posthorn.routing.

# The opt-out-service.
allow opt-out-service --operation Create --operation Describe --operation DescribeConfigs "${all[@]}"
allow opt-out-service --operation Read \
    --topic cleared-opt-out-lists \
    --topic held-counts \
    --topic held-sends \
    --topic operator-resources \
    --topic opt-out-commands \
    --topic opted-out-numbers \
    --topic placed-calls \
    --topic recent-calls \
    --topic resources \
    --topic routed-sends \
    --topic spend-totals
allow opt-out-service --operation Write \
    --topic cleared-opt-out-lists \
    --topic cleared-sends \
    --topic control-replies \
    --topic delivery-events \
    --topic held-counts \
    --topic held-sends \
    --topic opt-out-commands-dlt \
    --topic opted-out-numbers \
    --topic recent-calls \
    --topic routed-sends-dlt \
    --topic two-way-sends
allow opt-out-service --operation Read \
    --group posthorn.opt-out \
    --group posthorn.passage
allow opt-out-service --operation Describe --operation Write --resource-pattern-type prefixed \
    --transactional-id posthorn.opt-out. \
    --transactional-id posthorn.passage.

# The send-service.
allow send-service --operation Create --operation Describe --operation DescribeConfigs "${all[@]}"
allow send-service --operation Read \
    --topic carrier-message-ids \
    --topic carrier-receipts \
    --topic carrier-references \
    --topic carrier-reports \
    --topic carrier-submissions \
    --topic carrier-troubles \
    --topic cleared-sends \
    --topic early-receipts \
    --topic early-reports \
    --topic handed-submissions \
    --topic inbound-parts \
    --topic joining-messages \
    --topic known-references \
    --topic message-deadlines \
    --topic number-backlogs \
    --topic open-messages \
    --topic operator-resources \
    --topic parked-submissions \
    --topic placed-calls \
    --topic resources \
    --topic resting-counts \
    --topic resting-sends \
    --topic spend-totals \
    --topic waiting-sends
allow send-service --operation Write \
    --topic carrier-message-ids \
    --topic carrier-receipts \
    --topic carrier-receipts-dlt \
    --topic carrier-references \
    --topic carrier-references-dlt \
    --topic carrier-reports \
    --topic carrier-reports-dlt \
    --topic carrier-submissions \
    --topic carrier-submissions-dlt \
    --topic carrier-troubles \
    --topic cleared-sends-dlt \
    --topic delivery-events \
    --topic early-receipts \
    --topic early-reports \
    --topic handed-submissions \
    --topic inbound-messages \
    --topic inbound-parts \
    --topic inbound-parts-dlt \
    --topic joining-messages \
    --topic known-references \
    --topic message-deadlines \
    --topic number-backlogs \
    --topic open-messages \
    --topic parked-submissions \
    --topic resting-counts \
    --topic resting-sends \
    --topic waiting-sends
allow send-service --operation Read \
    --group posthorn.connector \
    --group posthorn.inbound \
    --group posthorn.passage \
    --group posthorn.receipts \
    --group posthorn.references \
    --group posthorn.throttle
allow send-service --operation Describe --operation Write --resource-pattern-type prefixed \
    --transactional-id posthorn.connector. \
    --transactional-id posthorn.inbound. \
    --transactional-id posthorn.passage. \
    --transactional-id posthorn.receipts. \
    --transactional-id posthorn.references. \
    --transactional-id posthorn.throttle.

# The event-dispatcher.
allow event-dispatcher --operation Create --operation Describe --operation DescribeConfigs "${all[@]}"
allow event-dispatcher --operation Read \
    --topic audit-lookups \
    --topic audit-records \
    --topic delivery-events \
    --topic event-deliveries \
    --topic log-lookups \
    --topic message-lookups \
    --topic operator-resources \
    --topic place-backlogs \
    --topic placed-calls \
    --topic resources \
    --topic spend-totals \
    --topic waiting-deliveries
allow event-dispatcher --operation Write \
    --topic audit-lookups-dlt \
    --topic audit-records-dlt \
    --topic control-replies \
    --topic delivery-events-dlt \
    --topic event-deliveries \
    --topic event-deliveries-dlt \
    --topic log-lookups-dlt \
    --topic message-lookups-dlt \
    --topic place-backlogs \
    --topic waiting-deliveries
allow event-dispatcher --operation Read \
    --group posthorn.audit-log \
    --group posthorn.event-delivery \
    --group posthorn.event-dispatcher \
    --group posthorn.log-search \
    --group posthorn.message-history \
    --group posthorn.passage
allow event-dispatcher --operation Describe --operation Write --resource-pattern-type prefixed \
    --transactional-id posthorn.audit-log. \
    --transactional-id posthorn.event-delivery. \
    --transactional-id posthorn.event-dispatcher. \
    --transactional-id posthorn.log-search. \
    --transactional-id posthorn.message-history. \
    --transactional-id posthorn.passage.

# The schema registry.
allow schema-registry --operation Create --operation Describe --operation DescribeConfigs \
    --operation Read --operation Write --topic schemas
allow schema-registry --operation Describe --operation Write \
    --transactional-id schema-registry-schemas
