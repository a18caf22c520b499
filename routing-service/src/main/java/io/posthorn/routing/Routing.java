package io.posthorn.routing;

import io.posthorn.core.routing.RoutingFacts;
import io.posthorn.platform.call.CallView;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.spend.SpendView;
import io.posthorn.routing.keyword.KeywordMeters;
import java.time.Clock;

/**
 * What the processors of all partitions share.
 *
 * @param facts what the policy asks for, but for what accounts have spent and called: each partition knows more of that
 * @param spend what accounts have spent, as far as this instance knows
 * @param calls how often accounts have called, as far as this instance knows
 * @param defaultRegion the region of a request that names none
 */
record Routing(
        RoutingFacts facts,
        SpendView spend,
        CallView calls,
        ResourceView resources,
        RoutingMeters meters,
        KeywordMeters keywordMeters,
        Clock clock,
        String defaultRegion) {}
