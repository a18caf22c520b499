package io.posthorn.registration.origination;

import io.posthorn.core.PhoneNumber;
import java.util.Locale;

/**
 * The numbers simulator numbers are drawn from: {@code +1} and an area code of the form N9X. The North American
 * Numbering Plan keeps all eighty of these for a future extension of the plan, so no telephone anywhere has such a
 * number, and no simulator destination either. Exchange codes of the form N11 are left out, because no ordinary number
 * has one.
 *
 * <p>Each serial from 0 to {@link #COUNT} - 1 has its own number. Neighbouring serials get numbers that do not look
 * alike.
 */
final class SimulatorNumbers {
    private static final int AREA_CODES = 8 * 10;
    private static final int EXCHANGES_OF_A_HUNDRED = 99;
    private static final int EXCHANGES = 8 * EXCHANGES_OF_A_HUNDRED;
    private static final int LINES = 10_000;

    /** How many there are; after so many commands they begin to repeat. */
    static final long COUNT = (long) AREA_CODES * EXCHANGES * LINES;

    /** Shares no divisor with the count, so that multiplying by it permutes the serials. */
    private static final long STRIDE = 391_586_357;

    private SimulatorNumbers() {}

    static PhoneNumber numberOf(long serial) {
        var place = serial % COUNT * STRIDE % COUNT;
        var line = place % LINES;
        var exchange = place / LINES % EXCHANGES;
        var area = place / LINES / EXCHANGES;
        var withinHundred = exchange % EXCHANGES_OF_A_HUNDRED;
        return new PhoneNumber(String.format(
                Locale.ROOT,
                "+1%d9%d%d%02d%04d",
                2 + area / 10,
                area % 10,
                2 + exchange / EXCHANGES_OF_A_HUNDRED,
                withinHundred < 11 ? withinHundred : withinHundred + 1,
                line));
    }
}
