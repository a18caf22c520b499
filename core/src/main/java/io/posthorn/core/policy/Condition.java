package io.posthorn.core.policy;

import java.util.List;

/**
 * One key of a condition block. Several values are alternatives.
 *
 * @param key in lower case
 * @param each how the values of a key that has many are taken
 * @param optional whether the condition holds where the key is not there
 */
record Condition(Operator operator, Each each, boolean optional, String key, List<Operand> operands) {
    Condition {
        operands = List.copyOf(operands);
    }

    /** How the values of a request are taken. */
    enum Each {
        /** There is one. */
        ONE,
        /** One of them is enough. */
        ANY,
        /** Each must do, and it does where there are none. */
        ALL
    }

    /** What a value is compared with. */
    @FunctionalInterface
    interface Operand {
        /** Whether the comparison holds, whatever the operator's sign. */
        boolean matches(String value, RequestContext context);
    }

    boolean holds(RequestContext context) {
        var values = context.values(key);
        if (operator == Operator.NULL) {
            return operands.stream().anyMatch(operand -> operand.matches(String.valueOf(values.isEmpty()), context));
        }
        if (values.isEmpty()) {
            return optional || each == Each.ALL || (each == Each.ONE && operator.negated());
        }
        return switch (each) {
            case ONE -> operator.negated() == values.stream().noneMatch(value -> matches(value, context));
            case ANY -> values.stream().anyMatch(value -> operator.negated() != matches(value, context));
            case ALL -> values.stream().allMatch(value -> operator.negated() != matches(value, context));
        };
    }

    private boolean matches(String value, RequestContext context) {
        for (var operand : operands) {
            if (operand.matches(value, context)) {
                return true;
            }
        }
        return false;
    }
}
