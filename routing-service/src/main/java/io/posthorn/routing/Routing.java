package io.posthorn.routing;

import io.posthorn.core.routing.RoutingPolicy;
import io.posthorn.platform.resource.ResourceView;
import java.time.Clock;

/**
 * What the processors of all partitions share.
 *
 * @param defaultRegion the region of a request that names none
 */
record Routing(RoutingPolicy policy, ResourceView resources, RoutingMeters meters, Clock clock, String defaultRegion) {}
