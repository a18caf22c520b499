package io.posthorn.core.registration;

import io.posthorn.core.api.output.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/** The types of registration there are, read from the files that {@code types.json} beside this class names. */
public final class RegistrationTypes {
    /** A misspelt member would silently be a rule less. */
    private static final ObjectReader READER =
            WireJson.MAPPER.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final RegistrationTypes BUILT_IN = load();

    private final SortedMap<String, RegistrationType> byName;

    private RegistrationTypes(SortedMap<String, RegistrationType> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
    }

    /** The types of this installation. */
    public static RegistrationTypes builtIn() {
        return BUILT_IN;
    }

    private static RegistrationTypes load() {
        var byName = new TreeMap<String, RegistrationType>();
        for (var name : read("types.json", String[].class)) {
            byName.put(name, read(name + ".json", RegistrationType.class));
        }
        return new RegistrationTypes(byName);
    }

    private static <T> T read(String resource, Class<T> type) {
        try (var in = open(resource)) {
            return READER.forType(type).readValue(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read resource '" + resource + "'", unreadable);
        }
    }

    private static InputStream open(String resource) {
        var in = RegistrationTypes.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(
                    "no resource '" + resource + "' beside " + RegistrationTypes.class.getName());
        }
        return in;
    }

    /** The type with this name. */
    public Optional<RegistrationType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The type a registration was created with.
     *
     * @throws IllegalStateException when it is there no longer: types may change but not go while there are
     *     registrations
     */
    public RegistrationType get(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no registration type '" + name + "'"));
    }

    /** All of them, by name. */
    public Collection<RegistrationType> all() {
        return byName.values();
    }

    /**
     * Whether a resource of this type and country can only be used while a registration of it is in force.
     *
     * @param resourceType a type of number, or {@link SupportedAssociation#SENDER_ID}
     */
    public boolean mustBeRegistered(String resourceType, @Nullable String country) {
        return byName.values().stream()
                .flatMap(type -> type.supportedAssociations().stream())
                .anyMatch(association -> association.requiredForUse() && association.covers(resourceType, country));
    }
}
