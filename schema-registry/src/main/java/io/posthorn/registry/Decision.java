package io.posthorn.registry;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What becomes of a request. */
sealed interface Decision {
    /** Nothing changes. */
    record Answer(JsonNode body) implements Decision {}

    /** These facts are to be recorded, all or none; the answer holds once they are. */
    record Change(List<Fact> facts, JsonNode answer) implements Decision {
        public Change {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Nothing changes, and the reason is one that clients tell apart.
     *
     * @param status the HTTP status
     * @param code Confluent's code, on which clients rely; its first three digits are the status
     */
    record Refusal(int status, int code, String message) implements Decision {
        JsonNode body() {
            return JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message);
        }

        /** Whether another instance may have recorded meanwhile what was not found. */
        boolean isMissing() {
            return status == 404 && code > 40_400;
        }
    }
}
