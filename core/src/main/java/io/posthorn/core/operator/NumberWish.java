package io.posthorn.core.operator;

import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a number of the inventory must be like.
 *
 * @param capabilities it must have all of them, and may have more
 * @param twoWay whether it must be able to receive messages
 * @param preference how its digits must be; null when they do not matter
 */
public record NumberWish(
        String country,
        NumberType type,
        Set<Capability> capabilities,
        MessageType messageType,
        boolean twoWay,
        @Nullable Preference preference) {

    public NumberWish {
        capabilities = Set.copyOf(capabilities);
    }

    /**
     * How the digits of a number must be.
     *
     * @param parts with or without plus sign; one of them has to fit
     */
    public record Preference(Place place, List<String> parts) {
        public Preference {
            parts = List.copyOf(parts);
        }

        boolean fits(String number) {
            var digits = number.substring(1);
            return parts.stream()
                    .map(part -> part.startsWith("+") ? part.substring(1) : part)
                    .anyMatch(part -> place.has(digits, part));
        }
    }

    /** Where in a number digits are looked for. */
    public enum Place {
        START,
        END,
        ANYWHERE,
        WHOLE;

        private boolean has(String digits, String part) {
            return switch (this) {
                case START -> digits.startsWith(part);
                case END -> digits.endsWith(part);
                case ANYWHERE -> digits.contains(part);
                case WHOLE -> digits.equals(part);
            };
        }
    }

    /** Whether a number that can be had is what is wished for. */
    public boolean fits(HeldNumber held) {
        return held.status() == HeldNumber.Status.AVAILABLE
                && held.country().equals(country)
                && held.type() == type
                && held.capabilities().containsAll(capabilities)
                && (held.messageType() == null || held.messageType() == messageType)
                && (held.twoWaySupported() || !twoWay)
                && (preference == null || preference.fits(held.number().value()));
    }

    /** For people: what is wished for, in short. */
    public String summary() {
        return country + "/" + type + "/"
                + String.join(
                        "+", capabilities.stream().map(Enum::name).sorted().toList());
    }
}
