package io.posthorn.core.country;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.posthorn.core.PhoneNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the country of a phone number by its prefix. Whether the number is in use, or has the right length, is left to
 * the carriers: only they know.
 */
public final class Countries {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_COUNTRY = "001";
    private static final int LONGEST_CALLING_CODE = 3;
    private static final int CODES_OF_THREE_DIGITS = 1_000;

    private static final int NORTH_AMERICA = 1;
    private static final int AREA_CODE_LENGTH = 3;
    /** A numbering plan may leave out some of the numbers behind an area code, but never all of these. */
    private static final long[] SUBSCRIBERS = {2_345_678, 3_345_678, 4_345_678, 5_345_678, 7_345_678, 9_345_678};

    private static final long SUBSCRIBER_NUMBERS = 10_000_000;

    /** Main country by calling code; null where the code is not assigned or belongs to no country. */
    private static final @Nullable Country[] BY_CALLING_CODE = byCallingCode();

    /** Country by area code: in North America nothing else decides. */
    private static final @Nullable Country[] BY_AREA_CODE = byAreaCode();

    /**
     * Countries that share a calling code, by the beginning of the number. Telling them apart takes libphonenumber some
     * microseconds, more than all the rest of routing. Numbers of the same length that begin with the same digits
     * belong to the same country. A slot holds what was asked for last, so the memory is bounded.
     */
    private static final @Nullable Known[] KNOWN = new Known[1 << 16];

    private static final int TELLING_DIGITS = 6;

    /** What the calling code, the length and the first digits of a number lead to. */
    private record Known(long prefix, Optional<String> code) {}

    /**
     * A country found.
     *
     * @param shared whether others share its calling code
     */
    private record Country(Optional<String> code, boolean shared) {}

    private Countries() {}

    /** ISO 3166-1 alpha-2 code of the country; empty where the number belongs to none, such as satellite phones. */
    public static Optional<String> of(PhoneNumber number) {
        var digits = number.value();
        int callingCode = 0;
        int last = Math.min(digits.length() - 1, LONGEST_CALLING_CODE);
        for (int i = 1; i <= last; i++) {
            callingCode = callingCode * 10 + digit(digits, i);
            if (callingCode == NORTH_AMERICA) {
                return ofNorthAmerican(digits);
            }
            var country = BY_CALLING_CODE[callingCode];
            if (country != null) {
                return country.shared() ? amongSharing(country, callingCode, digits, i + 1) : country.code();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofNorthAmerican(String digits) {
        int start = 2;
        if (digits.length() < start + AREA_CODE_LENGTH) {
            return Optional.empty();
        }
        var country =
                BY_AREA_CODE[digit(digits, start) * 100 + digit(digits, start + 1) * 10 + digit(digits, start + 2)];
        return country == null ? Optional.empty() : country.code();
    }

    private static Optional<String> amongSharing(Country main, int callingCode, String digits, int start) {
        long prefix = callingCode * 100L + digits.length();
        for (int i = start; i < Math.min(start + TELLING_DIGITS, digits.length()); i++) {
            prefix = prefix * 10 + digit(digits, i);
        }
        int slot = Long.hashCode(prefix * 0x9E3779B97F4A7C15L) & (KNOWN.length - 1);
        var known = KNOWN[slot];
        if (known == null || known.prefix() != prefix) {
            known = new Known(prefix, lookUp(main, callingCode, digits, start));
            KNOWN[slot] = known;
        }
        return known.code();
    }

    /** A number that fits none of the countries is taken for one of the main country. */
    private static Optional<String> lookUp(Country main, int callingCode, String digits, int start) {
        var number = new Phonenumber.PhoneNumber().setCountryCode(callingCode);
        int zeros = 0;
        while (start + zeros < digits.length() - 1 && digits.charAt(start + zeros) == '0') {
            zeros++;
        }
        if (zeros > 0) {
            number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
        }
        number.setNationalNumber(start < digits.length() ? Long.parseLong(digits, start, digits.length(), 10) : 0);
        var region = NUMBERS.getRegionCodeForNumber(number);
        return region == null ? main.code() : Optional.of(region);
    }

    private static int digit(String digits, int index) {
        return digits.charAt(index) - '0';
    }

    private static @Nullable Country[] byCallingCode() {
        var countries = new @Nullable Country[CODES_OF_THREE_DIGITS];
        for (int code : NUMBERS.getSupportedCallingCodes()) {
            var regions = NUMBERS.getRegionCodesForCountryCode(code);
            var main = regions.getFirst();
            if (!main.equals(NO_COUNTRY)) {
                countries[code] = new Country(Optional.of(main), regions.size() > 1);
            }
        }
        return countries;
    }

    private static @Nullable Country[] byAreaCode() {
        var countries = new @Nullable Country[CODES_OF_THREE_DIGITS];
        var number = new Phonenumber.PhoneNumber().setCountryCode(NORTH_AMERICA);
        for (int area = 200; area < countries.length; area++) {
            for (var subscriber : SUBSCRIBERS) {
                var region = NUMBERS.getRegionCodeForNumber(
                        number.setNationalNumber(area * SUBSCRIBER_NUMBERS + subscriber));
                if (region != null) {
                    countries[area] = new Country(Optional.of(region), true);
                    break;
                }
            }
        }
        return countries;
    }
}
