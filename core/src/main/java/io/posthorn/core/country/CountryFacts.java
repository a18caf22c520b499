package io.posthorn.core.country;

import io.posthorn.core.resource.NumberType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the service's user guide says of a country and messages to it.
 *
 * @param code ISO 3166-1 alpha-2, but for Kosovo, which has none and is {@code XK}
 * @param name in English
 * @param shortCodes whether there are dedicated short codes
 * @param longCodes whether there are dedicated long codes that carry SMS
 * @param twoWay whether recipients can answer
 * @param mmsNumberTypes the types of number that carry MMS to it; empty where MMS do not reach it
 */
public record CountryFacts(
        String code,
        String name,
        boolean shortCodes,
        LongCodeSupport longCodes,
        SenderIdSupport senderIds,
        boolean twoWay,
        Set<NumberType> mmsNumberTypes,
        VoiceNumbers voiceNumbers) {
    /** The generic name of messages from a shared identity. */
    public static final String GENERIC_NAME = "NOTICE";

    /** What Singapore's regulator puts in the place of names it does not know. */
    public static final String UNKNOWN_NAME_IN_SINGAPORE = "LIKELY-SCAM";

    private static final Set<String> UNREACHABLE = Set.of("CU", "IR", "KP", "SD", "SY");

    /** The United States and those of its territories that its numbers serve like the states. */
    private static final Set<String> UNITED_STATES = Set.of("US", "AS", "GU", "PR", "VI");

    public CountryFacts {
        mmsNumberTypes = mmsNumberTypes.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(mmsNumberTypes));
    }

    /**
     * The facts of a country. A territory of which the guide says nothing has those of the country whose networks it
     * shares; empty where that leads nowhere either.
     *
     * @param code ISO 3166-1 alpha-2
     */
    public static Optional<CountryFacts> of(String code) {
        return CountryTables.find(code);
    }

    /** Whether SMS and MMS may go to the country at all: a few are closed, whatever the account has. */
    public static boolean isReachable(String code) {
        return !UNREACHABLE.contains(code);
    }

    /** Whether numbers of the one country serve the other like their own. */
    public static boolean isServedAlike(String one, String other) {
        return one.equals(other) || (UNITED_STATES.contains(one) && UNITED_STATES.contains(other));
    }

    /** Whether the country takes SMS from its own dedicated numbers only: neither names nor numbers from abroad. */
    public static boolean isDedicatedOnly(String code) {
        return code.equals("CN") || UNITED_STATES.contains(code);
    }

    /** What is shown of a message from a shared identity. */
    public SharedIdentity sharedIdentity() {
        if (isDedicatedOnly(code)) {
            return SharedIdentity.NONE;
        }
        // Messages on India's international route come from a random number.
        return senderIds == SenderIdSupport.NOT_SUPPORTED || code.equals("IN")
                ? SharedIdentity.NUMBER
                : SharedIdentity.NAME;
    }

    /** The name shown where {@link #sharedIdentity()} is one, and in the place of a name that is not registered. */
    public String genericName() {
        return code.equals("SG") ? UNKNOWN_NAME_IN_SINGAPORE : GENERIC_NAME;
    }

    /**
     * Whether only a registered name is shown: the law asks for it, or, as in Singapore, the regulator replaces all
     * others.
     */
    public boolean showsOnlyRegisteredNames() {
        return senderIds == SenderIdSupport.REGISTRATION_REQUIRED || code.equals("SG");
    }

    /** Whether the body of every message must follow a template that was approved before. */
    public boolean requiresTemplate() {
        return code.equals("CN");
    }
}
