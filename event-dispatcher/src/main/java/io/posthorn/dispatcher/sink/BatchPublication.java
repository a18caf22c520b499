package io.posthorn.dispatcher.sink;

import io.posthorn.platform.stage.Inbound;
import io.posthorn.schemas.DeliveryEvent;

/**
 * An event on its way to one place.
 *
 * @param source the event as it was read
 * @param json the event as the place gets it
 */
public record BatchPublication(Inbound<DeliveryEvent> source, Target target, String json) {}
