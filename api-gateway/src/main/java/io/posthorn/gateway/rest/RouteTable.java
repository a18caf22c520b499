package io.posthorn.gateway.rest;

import io.posthorn.core.api.RestRoute;
import io.posthorn.core.api.RestRoute.Segment;
import io.posthorn.gateway.operation.Operations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Which method on which path is which operation. */
final class RouteTable {
    /** More names in a path are more exact than fewer. */
    private static final Comparator<Place> EXACT_FIRST =
            Comparator.comparingInt(place -> place.binding().route().variables().size());

    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final Map<Integer, List<Place>> byLength = new HashMap<>();
    private final Map<Place, RestRoute> shownBy = new HashMap<>();
    private final List<Place> places = new ArrayList<>();

    /**
     * Takes the routes of all operations that are offered.
     *
     * @throws IllegalArgumentException when a route does not go with its operation, or two are the same
     */
    RouteTable(Collection<Operations> catalogues) {
        var known = new HashSet<String>();
        catalogues.stream()
                .flatMap(Operations::offered)
                .sorted(Comparator.comparing(Operations.Entry::name))
                .forEach(entry -> add(entry, known));
        byLength.values().forEach(list -> list.sort(EXACT_FIRST));
        for (var place : places) {
            places.stream()
                    .map(Place::route)
                    .filter(route -> shows(route, place.route()))
                    .findFirst()
                    .ifPresent(route -> shownBy.put(place, route));
        }
    }

    /** Whether what is made at one route can be looked at with the other: its path and the name of what was made. */
    private static boolean shows(RestRoute route, RestRoute maker) {
        var places = route.segments();
        int named = places.size();
        while (named > 0 && places.get(named - 1) instanceof Segment.Variable) {
            named--;
        }
        var path = maker.segments();
        return route.method().equals("GET")
                && maker.method().equals("POST")
                && named > 0
                && named < places.size()
                && switch (maker.status()) {
                    case CREATED -> places.subList(0, named).equals(path);
                    // A message is accepted at a path for its channel.
                    case ACCEPTED ->
                        named < path.size() && places.subList(0, named).equals(path.subList(0, named));
                    default -> false;
                };
    }

    /** Whether what is made there can be looked at by itself. */
    boolean isShown(Place maker) {
        return shownBy.containsKey(maker);
    }

    /**
     * The path at which something that was made can be looked at; empty where there is none.
     *
     * @param values of the variables of the path at which it was made
     * @param output what the operation has answered
     */
    Optional<String> shownAt(Place maker, List<String> values, JsonNode output) {
        var route = shownBy.get(maker);
        if (route == null) {
            return Optional.empty();
        }
        var given = new ArrayDeque<>(values);
        var path = new StringBuilder();
        for (var segment : route.segments()) {
            var part =
                    switch (segment) {
                        case Segment.Literal(var text) -> text;
                        case Segment.Variable(var member) ->
                            given.isEmpty() ? output.path(member).asString("") : given.removeFirst();
                    };
            if (part.isEmpty()) {
                return Optional.empty();
            }
            path.append('/').append(RestPath.encode(part));
        }
        return Optional.of(path.toString());
    }

    private void add(Operations.Entry entry, Set<String> known) {
        var service = entry.operation().service();
        if (service == null) {
            return;
        }
        for (var route : service.routes()) {
            if (!known.add(route.method() + " " + route.path().replaceAll("\\{[^}]*}", "{}"))) {
                throw new IllegalArgumentException("two operations are at '" + route + "'");
            }
            var place = new Place(entry, new RouteBinding(entry.operation(), route));
            places.add(place);
            byLength.computeIfAbsent(route.segments().size(), length -> new ArrayList<>())
                    .add(place);
        }
    }

    /** An operation at a place. */
    record Place(Operations.Entry entry, RouteBinding binding) {
        RestRoute route() {
            return binding.route();
        }
    }

    /** What is at a path. */
    sealed interface Match {
        /**
         * An operation.
         *
         * @param values of the path's variables
         */
        record Found(Place place, List<String> values) implements Match {}

        /** Something, but not for this method. */
        record OtherMethods(Set<String> methods) implements Match {}

        /** Nothing. */
        record Nothing() implements Match {}
    }

    /** All places, ordered by the names of their operations. */
    List<Place> places() {
        return List.copyOf(places);
    }

    /** Looks for an operation. */
    Match find(String method, List<String> segments) {
        var methods = new TreeSet<String>();
        for (var place : byLength.getOrDefault(segments.size(), List.of())) {
            var route = place.binding().route();
            if (matches(route.segments(), segments)) {
                if (route.method().equals(method)) {
                    return new Match.Found(place, values(route.segments(), segments));
                }
                methods.add(route.method());
            }
        }
        return methods.isEmpty() ? new Match.Nothing() : new Match.OtherMethods(methods);
    }

    private static boolean matches(List<Segment> route, List<String> path) {
        for (int i = 0; i < path.size(); i++) {
            var given = path.get(i);
            var fits =
                    switch (route.get(i)) {
                        case Segment.Literal(var text) -> text.equals(given);
                        case Segment.Variable variable -> !given.isEmpty();
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static List<String> values(List<Segment> route, List<String> path) {
        var values = new ArrayList<String>();
        for (int i = 0; i < path.size(); i++) {
            if (route.get(i) instanceof Segment.Variable) {
                values.add(path.get(i));
            }
        }
        return values;
    }
}
