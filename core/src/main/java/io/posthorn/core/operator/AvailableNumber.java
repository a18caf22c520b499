package io.posthorn.core.operator;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.NumberType;

/** Marks a number that can be leased, so that one is found without looking through the inventory. */
public record AvailableNumber(String country, NumberType type, PhoneNumber number) implements OperatorResource {

    @Override
    public OperatorKind<AvailableNumber> kind() {
        return OperatorKind.AVAILABLE_NUMBER;
    }

    @Override
    public String id() {
        return prefix(country, type) + number.value();
    }

    /** What the ids of all numbers of one kind begin with. */
    public static String prefix(String country, NumberType type) {
        return country + "/" + type + "/";
    }
}
