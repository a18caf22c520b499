package io.posthorn.core.simulator;

import io.posthorn.core.PhoneNumber;

/**
 * A phone number that plays a recipient.
 *
 * @param country ISO 3166-1 alpha-2 code of the country it stands for
 */
public record SimulatorDestination(PhoneNumber number, String country, Outcome outcome) {

    /** What becomes of every message to the number. */
    public enum Outcome {
        DELIVERED,
        UNREACHABLE
    }
}
