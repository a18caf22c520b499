package io.posthorn.bench.fault;

import java.util.HashMap;
import java.util.List;

/**
 * How what a sink has differs from what it should have.
 *
 * @param missing not there
 * @param excess there although it should not be, or once more than it should be
 */
record Difference(int missing, int excess) {
    static final Difference NONE = new Difference(0, 0);

    static Difference of(List<String> expected, List<String> found) {
        var balance = new HashMap<String, Integer>();
        expected.forEach(each -> balance.merge(each, 1, Integer::sum));
        found.forEach(each -> balance.merge(each, -1, Integer::sum));
        return new Difference(
                balance.values().stream().mapToInt(each -> Math.max(0, each)).sum(),
                balance.values().stream().mapToInt(each -> Math.max(0, -each)).sum());
    }

    Difference since(Difference before) {
        return new Difference(missing - before.missing, excess - before.excess);
    }

    @Override
    public String toString() {
        return missing == 0 && excess == 0 ? "0" : missing + " missing, " + excess + " too many";
    }
}
