package io.posthorn.gateway.access;

import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.resource.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateQuotasTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final int MANY = 100;

    private long nanos;

    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private static Operation operation(String name) {
        return MODEL.operation(name).orElseThrow();
    }

    private RateQuotas quotas(boolean enforced, int perSecond, Map<String, Integer> operations) {
        return new RateQuotas(new RateQuotaProperties(enforced, perSecond, operations), time);
    }

    private static long taken(RateQuotas quotas, Scope scope, String operation) {
        return IntStream.range(0, MANY)
                .filter(i -> quotas.take(scope, operation(operation)))
                .count();
    }

    @ParameterizedTest(name = "{0} at {1} a second: {2}")
    @CsvSource({
        "DescribePools, 1, 1",
        "DescribePools, 7, 7",
        "CreatePool, 7, 3",
        "PutOptedOutNumber, 1, 10",
        "DeleteOptedOutNumber, 1, 10",
        "ListTagsForResource, 1, 10",
        "ListTagsForResource, 20, 20",
        "SendTextMessage, 1, 100",
        "SendMediaMessage, 1, 100",
        "SendVoiceMessage, 1, 100"
    })
    void grantsWhatTheGuideGrantsUnlessToldOtherwise(String operation, int perSecond, long taken) {
        var quotas = quotas(true, perSecond, Map.of("CreatePool", 3));

        assertThat(taken(quotas, SCOPE, operation)).isEqualTo(taken);
    }

    @Test
    void grantsThemAnewEverySecond() {
        var quotas = quotas(true, 5, Map.of());
        assertThat(taken(quotas, SCOPE, "DescribePools")).isEqualTo(5);

        nanos += Duration.ofMillis(400).toNanos();
        assertThat(taken(quotas, SCOPE, "DescribePools")).isEqualTo(2);

        nanos += Duration.ofMillis(1_000).toNanos();
        assertThat(taken(quotas, SCOPE, "DescribePools")).isEqualTo(5);
    }

    @Test
    void countsOperationsAccountsAndRegionsApart() {
        var quotas = quotas(true, 1, Map.of());
        taken(quotas, SCOPE, "DescribePools");

        assertThat(taken(quotas, SCOPE, "DescribeKeywords")).isEqualTo(1);
        assertThat(taken(quotas, new Scope(SCOPE.account(), "eu-west-1"), "DescribePools"))
                .isEqualTo(1);
        assertThat(taken(quotas, new Scope(new AccountId("999988887777"), SCOPE.region()), "DescribePools"))
                .isEqualTo(1);
    }

    @Test
    void countsNothingUnlessEnforced() {
        assertThat(taken(quotas(false, 1, Map.of()), SCOPE, "DescribePools")).isEqualTo(MANY);
    }
}
