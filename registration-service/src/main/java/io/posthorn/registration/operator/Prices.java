package io.posthorn.registration.operator;

import io.posthorn.core.api.ResourceType;
import io.posthorn.core.operator.ListedPrice;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.operator.output.ListedPriceOutput;
import io.posthorn.core.price.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the operator does with the price list. */
final class Prices {
    private Prices() {}

    record PutPrices(List<Entry> prices) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            return new OperatorDecision.Changed(
                    prices.stream()
                            .<OperatorDecision.Change>map(entry -> new OperatorDecision.Change.Put(entry.toPrice()))
                            .toList(),
                    new OperatorDecision.Written(prices.size()));
        }
    }

    /** A price as the operator states it. */
    record Entry(
            String channel,
            String isoCountryCode,
            String route,
            BigDecimal perUnit,
            @Nullable BigDecimal carrierFee) {
        ListedPrice toPrice() {
            return new ListedPrice(
                    channel,
                    isoCountryCode,
                    route,
                    new Price(perUnit, Objects.requireNonNullElse(carrierFee, BigDecimal.ZERO)));
        }
    }

    record DeletePrice(String channel, String isoCountryCode, String route) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            var id = ListedPrice.id(channel, isoCountryCode, route);
            return state.find(OperatorKind.PRICE, id)
                    .map(listed -> OperatorDecision.remove(listed, ListedPriceOutput.of(listed)))
                    .orElseGet(() -> OperatorDecision.notFound(ResourceType.PRICE, id));
        }
    }
}
