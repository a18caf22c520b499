package io.posthorn.platform.operator;

import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.resource.Quotas;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for accounts the operator has not created: those of keys in the configuration, which is the operator's
 * too. Give every service the same. An account the operator creates starts in the sandbox whatever is said here.
 *
 * @param tier SANDBOX or PRODUCTION
 * @param maxMonthlySpend US dollars a month, for each channel
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.accounts", ignoreUnknownFields = false)
public record AccountsProperties(
        @DefaultValue("PRODUCTION") @NotNull AccountTier tier,

        @DefaultValue("1000000000") @NotNull @DecimalMin("0")
        BigDecimal maxMonthlySpend) {

    /** The defaults as the kernel knows them. */
    public AccountDefaults toDefaults() {
        return new AccountDefaults(tier, Quotas.DEFAULT, maxMonthlySpend);
    }
}
