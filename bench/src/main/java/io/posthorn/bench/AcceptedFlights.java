package io.posthorn.bench;

/** Follows the messages of requests by the ids that answers give them. */
record AcceptedFlights(Flights flights) implements HttpNews {
    @Override
    public void leaving(long number, long intended, long now) {
        flights.leaving(intended, now);
    }

    @Override
    public void answered(long number, long intended, HttpAnswer answer, long now) {
        if (answer.isOk()) {
            flights.accepted(answer.messageId(), intended, now);
        } else {
            flights.refused();
        }
    }

    @Override
    public void broken(long number) {
        flights.refused();
    }
}
