package io.posthorn.core.country;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.NumberType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountryFactsTest {

    @ParameterizedTest(name = "{0}: short codes {1}, long codes {2}, sender ids {3}, two-way {4}")
    @CsvSource({
        "AF, false, NOT_SUPPORTED, SUPPORTED, false",
        "AT, true, SUPPORTED, SUPPORTED, true",
        "US, true, SUPPORTED, NOT_SUPPORTED, true",
        "CA, true, SUPPORTED, NOT_SUPPORTED, true",
        "CN, true, NOT_SUPPORTED, NOT_SUPPORTED, true",
        "AU, false, SUPPORTED, REGISTRATION_REQUIRED, true",
        "IN, true, NOT_SUPPORTED, REGISTRATION_REQUIRED, true",
        "SG, true, SUPPORTED, SUPPORTED, true",
        "PK, false, INBOUND_ONLY, SUPPORTED, false",
        "KR, false, NOT_SUPPORTED, NOT_SUPPORTED, false",
        "NA, true, NOT_SUPPORTED, SUPPORTED, true"
    })
    void knowsWhatCountriesSupport(
            String code, boolean shortCodes, LongCodeSupport longCodes, SenderIdSupport senderIds, boolean twoWay) {
        assertThat(CountryFacts.of(code))
                .hasValueSatisfying(facts -> assertThat(facts)
                        .returns(shortCodes, CountryFacts::shortCodes)
                        .returns(longCodes, CountryFacts::longCodes)
                        .returns(senderIds, CountryFacts::senderIds)
                        .returns(twoWay, CountryFacts::twoWay));
    }

    /** The numbers are those of the guide's table. */
    @Test
    void countsWhatTheGuideCounts() {
        var all = CountryTables.all();

        assertThat(all).hasSize(214);
        assertThat(all).filteredOn(CountryFacts::shortCodes).hasSize(47);
        assertThat(all).filteredOn(CountryFacts::twoWay).hasSize(79);
        assertThat(codes(all, facts -> facts.longCodes() == LongCodeSupport.INBOUND_ONLY))
                .containsExactlyInAnyOrder("AE", "PH", "PK", "SA");
        assertThat(all.stream().collect(groupingBy(CountryFacts::senderIds, counting())))
                .containsEntry(SenderIdSupport.SUPPORTED, 159L)
                .containsEntry(SenderIdSupport.REGISTRATION_REQUIRED, 15L)
                .containsEntry(SenderIdSupport.NOT_SUPPORTED, 40L);
        assertThat(all.stream().collect(groupingBy(CountryFacts::voiceNumbers, counting())))
                .containsEntry(VoiceNumbers.LOCAL_ADDRESS_REQUIRED, 32L)
                .containsEntry(VoiceNumbers.AVAILABLE, 27L);
        assertThat(all).allSatisfy(facts -> assertThat(facts.name()).isNotBlank());
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        // a name where names are shown, a number where they are not
        "FR, NAME, NOTICE",
        "AU, NAME, NOTICE",
        "BR, NUMBER, NOTICE",
        "NZ, NUMBER, NOTICE",
        // Singapore replaces names it does not know, India's international route has numbers
        "SG, NAME, LIKELY-SCAM",
        "IN, NUMBER, NOTICE",
        // never
        "US, NONE, NOTICE",
        "PR, NONE, NOTICE",
        "GU, NONE, NOTICE",
        "CN, NONE, NOTICE"
    })
    void saysWhatASharedIdentityShows(String code, SharedIdentity identity, String name) {
        assertThat(CountryFacts.of(code).orElseThrow())
                .returns(identity, CountryFacts::sharedIdentity)
                .returns(name, CountryFacts::genericName);
    }

    @Test
    void sendsMediaToTwoCountries() {
        assertThat(codes(CountryTables.all(), facts -> !facts.mmsNumberTypes().isEmpty()))
                .containsExactlyInAnyOrder("CA", "US");
        assertThat(CountryFacts.of("US").orElseThrow().mmsNumberTypes()).containsExactlyInAnyOrder(NumberType.values());
        assertThat(CountryFacts.of("CA").orElseThrow().mmsNumberTypes()).doesNotContain(NumberType.TOLL_FREE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CU", "IR", "KP", "SD", "SY"})
    void knowsThatAFewCountriesAreClosed(String code) {
        assertThat(CountryFacts.isReachable(code)).isFalse();
        assertThat(CountryFacts.of(code)).isEmpty();
    }

    @ParameterizedTest(name = "{0} is like {1}")
    @CsvSource({"AX, FI", "SJ, NO", "VA, IT", "BL, GP", "CW, AN", "BQ, AN", "EH, MA", "CX, AU"})
    void takesTerritoriesForTheCountryWhoseNetworksTheyShare(String territory, String country) {
        assertThat(CountryFacts.of(territory)).isPresent().isEqualTo(CountryFacts.of(country));
    }

    @ParameterizedTest(name = "numbers of {0} serve {1} like their own: {2}")
    @CsvSource({
        "US, US, true",
        "US, PR, true",
        "US, VI, true",
        "US, GU, true",
        "US, AS, true",
        "PR, US, true",
        "US, CA, false",
        "CA, US, false",
        "GB, JE, false",
        "RU, KZ, false"
    })
    void takesTheUnitedStatesAndTheirTerritoriesForOne(String number, String destination, boolean alike) {
        assertThat(CountryFacts.isServedAlike(number, destination)).isEqualTo(alike);
    }

    private static List<String> codes(List<CountryFacts> countries, Predicate<CountryFacts> wanted) {
        return countries.stream().filter(wanted).map(CountryFacts::code).toList();
    }

    @Test
    void findsTheFactsOfNearlyEveryCountryNumbersBelongTo() {
        var without = Arrays.stream(Locale.getISOCountries())
                .filter(code -> CountryFacts.of(code).isEmpty())
                .filter(CountryFacts::isReachable)
                .toList();

        assertThat(without).contains("BJ", "FK", "KI", "PW", "VC").hasSizeLessThan(30);
    }
}
