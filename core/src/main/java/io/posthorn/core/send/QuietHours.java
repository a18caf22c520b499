package io.posthorn.core.send;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.posthorn.core.csv.Csv;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When promotional messages may not be sent, by the recipient's country. The service's user guide says that some
 * countries have such hours and not which; what is known is data, in the file {@code quiet-hours.csv} beside this
 * class.
 */
public final class QuietHours {
    /** It is never quiet. */
    public static final QuietHours NONE = new QuietHours(Map.of());

    /** Stands for every country there are rules for. */
    public static final String ALL_COUNTRIES = "*";

    private static final String BUILT_IN = "quiet-hours.csv";
    private static final int COLUMNS = 6;

    /**
     * Rules that follow each other without an end would keep a message for ever; its time to live is shorter anyway.
     */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Map<String, List<Rule>> byCountry;

    private QuietHours(Map<String, List<Rule>> byCountry) {
        this.byCountry = byCountry;
    }

    /**
     * One span of time that comes again.
     *
     * @param zones it is quiet while it is quiet in one of them
     * @param days on which it begins
     * @param to on the next day, where it is not after {@code from}
     */
    private record Rule(List<ZoneId> zones, Set<DayOfWeek> days, LocalTime from, LocalTime to) {

        /** When it ends; empty where it is not quiet by this rule. */
        Optional<Instant> end(Instant now) {
            return zones.stream().flatMap(zone -> end(now, zone)).max(Instant::compareTo);
        }

        private Stream<Instant> end(Instant now, ZoneId zone) {
            var today = now.atZone(zone).toLocalDate();
            return Stream.of(today.minusDays(1), today)
                    .filter(day -> days.contains(day.getDayOfWeek()))
                    .filter(day -> !day.atTime(from).atZone(zone).toInstant().isAfter(now))
                    .map(day -> (to.isAfter(from) ? day : day.plusDays(1))
                            .atTime(to)
                            .atZone(zone)
                            .toInstant())
                    .filter(end -> end.isAfter(now));
        }
    }

    /**
     * The rules known for these countries.
     *
     * @param countries ISO 3166-1 alpha-2 codes, or {@link #ALL_COUNTRIES}
     * @throws IllegalArgumentException when there is none for a country
     */
    public static QuietHours builtIn(Collection<String> countries) {
        return of(Csv.resource(QuietHours.class, BUILT_IN), countries);
    }

    /**
     * The rules of these countries among some, in the form of {@code quiet-hours.csv}.
     *
     * @throws IllegalArgumentException when a line is wrong, or there is no rule for a country
     */
    public static QuietHours of(String text, Collection<String> countries) {
        try {
            return of(Csv.records(text), countries);
        } catch (CsvParseException broken) {
            throw new IllegalArgumentException("wrong table of quiet hours: " + broken.getMessage(), broken);
        }
    }

    private static QuietHours of(List<CsvRecord> table, Collection<String> countries) {
        var rules = new HashMap<String, List<Rule>>();
        for (var row : table) {
            if (row.getFieldCount() != COLUMNS) {
                throw wrong(row, "does not have " + COLUMNS + " columns");
            }
            rules.computeIfAbsent(row.getField(0), any -> new ArrayList<>()).add(rule(row));
        }
        for (var country : countries) {
            if (!country.equals(ALL_COUNTRIES) && !rules.containsKey(country)) {
                throw new IllegalArgumentException("there are no quiet hours for country '" + country + "'");
            }
        }
        if (!countries.contains(ALL_COUNTRIES)) {
            rules.keySet().retainAll(countries);
        }
        return new QuietHours(Map.copyOf(rules));
    }

    private static Rule rule(CsvRecord row) {
        try {
            return new Rule(
                    Stream.of(row.getField(1).split(" ", -1)).map(ZoneId::of).toList(),
                    days(row.getField(2)),
                    LocalTime.parse(row.getField(3)),
                    LocalTime.parse(row.getField(4)));
        } catch (RuntimeException malformed) {
            throw wrong(row, String.valueOf(malformed.getMessage()));
        }
    }

    private static Set<DayOfWeek> days(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var part : text.split(" ", -1)) {
            var ends = part.split("-", -1);
            days.addAll(EnumSet.range(day(ends[0]), day(ends[ends.length - 1])));
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> text.length() == 3 && day.name().startsWith(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no day"));
    }

    private static IllegalArgumentException wrong(CsvRecord row, String why) {
        return new IllegalArgumentException(
                "wrong line %d of quiet hours: %s: %s".formatted(row.getStartingLineNumber(), why, row.getFields()));
    }

    /** When promotional messages to a country may be sent again; empty where they may be sent now. */
    public Optional<Instant> end(String country, Instant now) {
        var rules = byCountry.getOrDefault(country, List.of());
        var until = now;
        while (until.isBefore(now.plus(LONGEST))) {
            var at = until;
            var end = rules.stream().flatMap(rule -> rule.end(at).stream()).max(Instant::compareTo);
            if (end.isEmpty()) {
                break;
            }
            until = end.get();
        }
        return until.equals(now) ? Optional.empty() : Optional.of(until);
    }
}
