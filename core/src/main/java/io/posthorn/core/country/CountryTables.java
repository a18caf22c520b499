package io.posthorn.core.country;

import io.posthorn.core.csv.Csv;
import io.posthorn.core.resource.NumberType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of countries, read from the files beside this class. */
final class CountryTables {
    /**
     * Territories that share the networks of a country in the tables. AN, the Netherlands Antilles, came apart in 2010;
     * the guide still has them as one.
     */
    private static final Map<String, String> TERRITORIES = Map.ofEntries(
            Map.entry("AS", "US"),
            Map.entry("AX", "FI"),
            Map.entry("BL", "GP"),
            Map.entry("BQ", "AN"),
            Map.entry("CC", "AU"),
            Map.entry("CW", "AN"),
            Map.entry("CX", "AU"),
            Map.entry("EH", "MA"),
            Map.entry("MF", "GP"),
            Map.entry("SJ", "NO"),
            Map.entry("SX", "AN"),
            Map.entry("VA", "IT"));

    private static final Map<String, Optional<CountryFacts>> FACTS = facts();

    private CountryTables() {}

    static Optional<CountryFacts> find(String code) {
        return FACTS.getOrDefault(code, Optional.empty());
    }

    /** All countries of the table for SMS, without the territories. */
    static List<CountryFacts> all() {
        return FACTS.entrySet().stream()
                .filter(entry -> !TERRITORIES.containsKey(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static Map<String, Optional<CountryFacts>> facts() {
        var mms = mmsNumberTypes();
        var voice = voiceNumbers();
        var facts = new HashMap<String, Optional<CountryFacts>>();
        for (var row : Csv.resource(CountryTables.class, "sms.csv")) {
            var code = row.getField(0);
            facts.put(
                    code,
                    Optional.of(new CountryFacts(
                            code,
                            row.getField(1),
                            isYes(row.getField(2)),
                            longCodes(row.getField(3)),
                            senderIds(row.getField(4)),
                            isYes(row.getField(5)),
                            mms.getOrDefault(code, Set.of()),
                            voice.getOrDefault(code, VoiceNumbers.NONE))));
        }
        TERRITORIES.forEach(
                (territory, country) -> facts.put(territory, facts.getOrDefault(country, Optional.empty())));
        return Collections.unmodifiableMap(facts);
    }

    private static Map<String, Set<NumberType>> mmsNumberTypes() {
        var types = new HashMap<String, Set<NumberType>>();
        for (var row : Csv.resource(CountryTables.class, "mms.csv")) {
            // A simulator number stands for whatever its country has.
            var carrying = EnumSet.of(NumberType.SIMULATOR);
            if (isYes(row.getField(1))) {
                carrying.add(NumberType.SHORT_CODE);
            }
            if (isYes(row.getField(2))) {
                carrying.add(NumberType.LONG_CODE);
                carrying.add(NumberType.TEN_DLC);
            }
            if (isYes(row.getField(3))) {
                carrying.add(NumberType.TOLL_FREE);
            }
            types.put(row.getField(0), carrying);
        }
        return types;
    }

    private static Map<String, VoiceNumbers> voiceNumbers() {
        var voice = new HashMap<String, VoiceNumbers>();
        for (var row : Csv.resource(CountryTables.class, "voice.csv")) {
            voice.put(
                    row.getField(0),
                    isYes(row.getField(1)) ? VoiceNumbers.LOCAL_ADDRESS_REQUIRED : VoiceNumbers.AVAILABLE);
        }
        return voice;
    }

    private static boolean isYes(String cell) {
        return switch (cell) {
            case "YES" -> true;
            case "NO" -> false;
            default -> throw new IllegalStateException("a cell must be YES or NO, was '" + cell + "'");
        };
    }

    private static LongCodeSupport longCodes(String cell) {
        return cell.equals("INBOUND_ONLY")
                ? LongCodeSupport.INBOUND_ONLY
                : isYes(cell) ? LongCodeSupport.SUPPORTED : LongCodeSupport.NOT_SUPPORTED;
    }

    private static SenderIdSupport senderIds(String cell) {
        return cell.equals("REGISTRATION_REQUIRED")
                ? SenderIdSupport.REGISTRATION_REQUIRED
                : isYes(cell) ? SenderIdSupport.SUPPORTED : SenderIdSupport.NOT_SUPPORTED;
    }
}
