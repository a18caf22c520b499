package io.posthorn.core.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The managed policies that every account has. */
public final class ManagedPolicies {
    /** What their ARNs begin with; the name follows. */
    public static final String ARN_PREFIX = "arn:aws:iam::aws:policy/";

    private static final List<String> NAMES =
            List.of("AdministratorAccess", "SMSVoiceFullAccess", "SMSVoiceReadOnlyAccess");
    private static final Map<String, String> DOCUMENTS = documents();

    private ManagedPolicies() {}

    /** The documents by the names of the policies, in alphabetical order. */
    public static Map<String, String> all() {
        return DOCUMENTS;
    }

    /** The document of the policy with that ARN; empty where it is none of these. */
    public static Optional<String> document(String arn) {
        return arn.startsWith(ARN_PREFIX)
                ? Optional.ofNullable(DOCUMENTS.get(arn.substring(ARN_PREFIX.length())))
                : Optional.empty();
    }

    private static Map<String, String> documents() {
        var documents = new TreeMap<String, String>();
        for (var name : NAMES) {
            documents.put(name, document("managed/" + name + ".json", name));
        }
        return Collections.unmodifiableMap(documents);
    }

    private static String document(String resource, String name) {
        try (var in = ManagedPolicies.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build has left out the policy " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the policy " + name, e);
        }
    }
}
