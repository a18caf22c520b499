package io.posthorn.core.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which action each operation is, and which members of its request name what it touches: {@code actions.json} beside
 * this class. Actions of the service are those of its user guide, and of Posthorn's own operations beside them.
 *
 * <p>An entry {@code "pool=PoolId"} says that the operation touches the pool that a member names. {@code "pool"} stands
 * for one that is yet to be made, a question mark behind the member for one that need not be named, {@code "a|b=M"} for
 * a member that may name either, an asterisk for what is no single resource. An action in front is one that the caller
 * needs besides, where the member is there.
 */
public final class Actions {
    private static final String RESOURCE = "actions.json";

    /**
     * Spelt in the singular in the list of actions of the user guide, or named after another operation; policies
     * written for the service must work.
     */
    private static final Map<String, String> ALSO_KNOWN_AS = Map.of(
            "sms-voice:DescribeSenderIds", "sms-voice:describesenderid",
            "sms-voice:DescribeProtectConfigurations", "sms-voice:describeprotectconfiguration",
            "sns:PublishBatch", "sns:publish");

    private final Map<String, Rule> byOperation = new HashMap<>();

    private Actions(JsonNode table) {
        table.properties().forEach(entry -> {
            var action = entry.getKey();
            var targets = new ArrayList<Target>();
            entry.getValue().forEach(target -> targets.add(target(action, target.stringValue())));
            byOperation.put(action.substring(action.indexOf(':') + 1), new Rule(action, targets));
        });
    }

    /**
     * What a caller needs for an operation.
     *
     * @param targets all of which the caller must be allowed; empty where everybody may
     */
    public record Rule(String action, List<Target> targets) {
        public Rule {
            targets = List.copyOf(targets);
        }
    }

    /**
     * One thing an operation touches.
     *
     * @param types of the resource, as in ARNs; several where the member says which
     * @param member names it; empty where it is yet to be made. Dots lead into structures
     * @param always whether it counts even where the member is not there
     */
    public record Target(String action, List<String> types, String member, boolean always) {
        public Target {
            types = List.copyOf(types);
        }
    }

    /**
     * Reads the table.
     *
     * @throws IllegalStateException when it is not there: the build is broken
     */
    public static Actions load() {
        try (var in = Actions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no resource '" + RESOURCE + "' beside " + Actions.class.getName());
            }
            return new Actions(JsonMapper.shared().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource '" + RESOURCE + "'", e);
        }
    }

    /** What a caller needs for the operation of that name. */
    public Optional<Rule> of(String operation) {
        return Optional.ofNullable(byOperation.get(operation));
    }

    /** All of them, in no order. */
    public Collection<Rule> all() {
        return byOperation.values();
    }

    /** Another name of an action in policies, in lower case; empty where it has one name only. */
    static Optional<String> alias(String action) {
        return Optional.ofNullable(ALSO_KNOWN_AS.get(action));
    }

    private static Target target(String action, String text) {
        int space = text.indexOf(' ');
        int equals = text.indexOf('=');
        var types = text.substring(space + 1, equals < 0 ? text.length() : equals);
        var member = equals < 0 ? "" : text.substring(equals + 1);
        boolean optional = member.endsWith("?");
        return new Target(
                space < 0 ? action : text.substring(0, space),
                List.of(types.split("\\|", -1)),
                optional ? member.substring(0, member.length() - 1) : member,
                space < 0 && !optional);
    }
}
