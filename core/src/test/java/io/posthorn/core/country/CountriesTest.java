package io.posthorn.core.country;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.simulator.SimulatorDestinations;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountriesTest {

    @ParameterizedTest(name = "{0} belongs to {1}")
    @CsvSource({
        // one country alone behind its calling code
        "+33755512501, FR",
        "+351927946948, PT",
        "+886903444630, TW",
        // North America: the area code decides
        "+12065550142, US",
        "+14254147755, US",
        "+14165550142, CA",
        "+16045550142, CA",
        "+18765550142, JM",
        "+16585550142, JM",
        "+17875550142, PR",
        "+18095550142, DO",
        "+12425550142, BS",
        "+18005550142, US",
        // shared calling codes
        "+447860019066, GB",
        "+447937404990, JE",
        "+447781123456, GG",
        "+447624123456, IM",
        "+79161234567, RU",
        "+77011234567, KZ",
        "+61455944038, AU",
        "+390612345678, IT",
        "+3906698123456, VA",
        "+3584573979110, FI",
        "+35818123456, AX",
        // the length is left to the carriers
        "+331, FR",
        "+447, GB",
        "+44, GB",
        "+390, IT",
        "+1206, US",
        "+120655501421234567, US",
        "+441234567890123456, GB"
    })
    void findsTheCountryByThePrefix(String number, String country) {
        assertThat(Countries.of(new PhoneNumber(number))).contains(country);
    }

    @ParameterizedTest(name = "{0} belongs to no country")
    @ValueSource(
            strings = {
                "+12", // too short for an area code
                "+19995550142", // an area code nobody has
                "+10005550142",
                "+870773111632", // satellite
                "+80012345678", // international freephone
                "+999123456", // a calling code nobody has
                "+21"
            })
    void knowsNumbersOfNoCountry(String number) {
        assertThat(Countries.of(new PhoneNumber(number))).isEmpty();
    }

    @Test
    void agreesWithTheGuideOnTheSimulatorDestinations() {
        assertThat(SimulatorDestinations.ALL)
                .allSatisfy(destination ->
                        assertThat(Countries.of(destination.number())).contains(destination.country()));
    }

    /** What lets countries be remembered by the beginning of a number. */
    @Test
    void takesNumbersThatBeginAlikeForOneCountry() {
        var numbers = PhoneNumberUtil.getInstance();
        var random = new Random(20261122);
        var wrong = new HashSet<String>();
        for (int code : numbers.getSupportedCallingCodes()) {
            var regions = numbers.getRegionCodesForCountryCode(code);
            if (code == 1 || regions.size() == 1) {
                continue;
            }
            for (var region : regions) {
                for (var type : numbers.getSupportedTypesForRegion(region)) {
                    var example = numbers.getExampleNumberForType(region, type);
                    if (example == null) {
                        continue;
                    }
                    var national = numbers.getNationalSignificantNumber(example);
                    for (int i = 0; i < 200; i++) {
                        var near = new StringBuilder(national);
                        for (int at = random.nextInt(national.length()); at < national.length(); at++) {
                            near.setCharAt(at, (char) ('0' + random.nextInt(10)));
                        }
                        var parsed = new Phonenumber.PhoneNumber()
                                .setCountryCode(code)
                                .setNationalNumber(Long.parseLong(near.toString()));
                        if (near.charAt(0) == '0') {
                            continue;
                        }
                        var expected = Optional.ofNullable(numbers.getRegionCodeForNumber(parsed))
                                .orElse(regions.getFirst());
                        var found = Countries.of(new PhoneNumber("+" + code + near));
                        if (!found.equals(Optional.of(expected))) {
                            wrong.add("+" + code + near + " is " + expected + ", found " + found);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void agreesWithTheNumberingPlansOnAnExampleOfEveryCountry() {
        var numbers = PhoneNumberUtil.getInstance();
        var wrong = new HashSet<String>();
        for (var region : numbers.getSupportedRegions()) {
            var example = numbers.getExampleNumber(region);
            var e164 = new PhoneNumber(numbers.format(example, PhoneNumberUtil.PhoneNumberFormat.E164));
            if (!Countries.of(e164).equals(Optional.ofNullable(numbers.getRegionCodeForNumber(example)))) {
                wrong.add(region);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
