package io.posthorn.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.price.Price;
import io.posthorn.core.price.Route;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorDirectoryTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");

    private final OperatorDirectory directory = new OperatorDirectory(AccountDefaults.GUIDE);

    private void price(String country, String route, String amount) {
        directory.put(new ListedPrice("TEXT", country, route, new Price(new BigDecimal(amount), BigDecimal.ZERO)));
    }

    @ParameterizedTest(name = "{0} {1} {2} costs {3}")
    @CsvSource({
        "TEXT, US, TEN_DLC, 1",
        "TEXT, US, TOLL_FREE, 2",
        "TEXT, FR, TEN_DLC, 3",
        "TEXT, FR, SENDER_ID, 4",
        "VOICE, US, TEN_DLC, 0"
    })
    void takesTheMostParticularPrice(Channel channel, String country, Route route, BigDecimal expected) {
        price("US", "TEN_DLC", "1");
        price("US", "*", "2");
        price("*", "TEN_DLC", "3");
        price("*", "*", "4");

        assertThat(directory.of(channel, country, route).perUnit()).isEqualByComparingTo(expected);
    }

    @Test
    void forgetsPricesAndAccountsThatAreGone() {
        price("US", "*", "2");
        directory.put(Account.first(ACCOUNT, Instant.EPOCH).inTier(AccountTier.PRODUCTION));

        directory.remove("price/TEXT/US/*");
        directory.remove("account/" + ACCOUNT);

        assertThat(directory.of(Channel.TEXT, "US", Route.SHARED)).isEqualTo(Price.NOTHING);
        assertThat(directory.of(ACCOUNT)).isEqualTo(AccountProfile.first(ACCOUNT));
    }

    @Test
    void appliesWhatWasSettledOverTheDefaults() {
        directory.put(Account.first(ACCOUNT, Instant.EPOCH)
                .withQuota("PhoneNumbers", 7)
                .withMaxMonthlySpend(Channel.MEDIA, new BigDecimal("9.50")));

        var profile = directory.of(ACCOUNT);

        assertThat(profile.tier()).isEqualTo(AccountTier.SANDBOX);
        assertThat(profile.quotas().phoneNumbers()).isEqualTo(7);
        assertThat(profile.quotas().pools()).isEqualTo(Quotas.DEFAULT.pools());
        assertThat(profile.maxMonthlySpend().get(Channel.MEDIA)).isEqualByComparingTo("9.5");
        assertThat(profile.maxMonthlySpend().get(Channel.TEXT)).isEqualByComparingTo("1");
    }

    @Test
    void walksThroughOneKindInOrder() {
        price("US", "*", "1");
        price("FR", "*", "1");
        price("DE", "*", "1");
        directory.put(Account.first(ACCOUNT, Instant.EPOCH));

        assertThat(directory.all(OperatorKind.PRICE).map(ListedPrice::country)).containsExactly("DE", "FR", "US");
        assertThat(directory.after(OperatorKind.PRICE, "TEXT/", "TEXT/DE/*").map(ListedPrice::country))
                .containsExactly("FR", "US");
        assertThat(directory.after(OperatorKind.PRICE, "VOICE/", "")).isEmpty();
    }
}
