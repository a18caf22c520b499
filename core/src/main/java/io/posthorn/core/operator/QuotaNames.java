package io.posthorn.core.operator;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.Quotas;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Quotas by name: the components of {@link Quotas} in upper camel case, such as {@code PhoneNumbers}. */
public final class QuotaNames {
    private static final Set<String> ALL = new TreeSet<>(tree(Quotas.DEFAULT).propertyNames());

    private QuotaNames() {}

    /** The names of all quotas there are. */
    public static Set<String> all() {
        return Set.copyOf(ALL);
    }

    /** The quotas with some of them replaced; names that are no quota have no effect. */
    public static Quotas apply(Quotas defaults, Map<String, Integer> replaced) {
        if (replaced.isEmpty()) {
            return defaults;
        }
        var tree = tree(defaults);
        replaced.forEach((name, value) -> {
            if (ALL.contains(name)) {
                tree.put(name, value);
            }
        });
        return WireJson.MAPPER.treeToValue(tree, Quotas.class);
    }

    private static ObjectNode tree(Quotas quotas) {
        return WireJson.MAPPER.valueToTree(quotas);
    }
}
