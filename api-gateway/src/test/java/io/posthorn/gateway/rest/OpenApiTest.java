package io.posthorn.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.gateway.operation.Operations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OpenApiTest {
    private final RouteTable routes = new RouteTable(List.of(
            all("model.json"), all("messages.json"), all("queues.json"), all("deliveries.json"), all("audit.json")));
    private final ObjectNode document =
            OpenApi.document(new RestApi.About("Posthorn", "Messages", "<id>.<secret>"), "/v1", routes);

    /** Every operation that the model says how to serve. */
    private static Operations all(String resource) {
        var model = ApiModel.load(resource);
        return new Operations(
                model,
                model.operations().stream()
                        .filter(operation -> operation.service() != null)
                        .map(operation -> new OfferedOperation(operation.name(), call -> new Answer.Done("{}")))
                        .toList());
    }

    @Test
    void describesEveryRoute() {
        for (var place : routes.places()) {
            var route = place.binding().route();
            var operation = document.path("paths").properties().stream()
                    .filter(path -> path.getKey()
                            .replaceAll("\\{[^}]*}", "{}")
                            .equals(route.path().replaceAll("\\{[^}]*}", "{}")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no path for " + route))
                    .getValue()
                    .path(route.method().toLowerCase(Locale.ROOT));
            assertThat(operation.path("operationId").asString(""))
                    .as("%s", route)
                    .startsWith(RestNames.of(place.entry().name()));
            assertThat(operation.path("responses").has(Integer.toString(route.status())))
                    .isTrue();
        }
    }

    @Test
    void givesEachOperationAnIdOfItsOwn() {
        var ids = new HashSet<String>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> assertThat(
                                ids.add(operation.path("operationId").stringValue()))
                        .as("%s", operation.path("operationId"))
                        .isTrue()));
    }

    @Test
    void putsOperationsIntoGroupsWithNamesForPeople() {
        assertThat(document.path("tags").values())
                .extracting(tag -> tag.path("name").stringValue())
                .contains("Opt-out lists", "Phone numbers")
                .noneMatch(name -> name.matches(".*[a-z][A-Z].*"));
    }

    @Test
    void namesEveryVariableOfAPathAsAParameter() {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    var named = operation
                            .path("parameters")
                            .valueStream()
                            .filter(parameter ->
                                    parameter.path("in").asString("").equals("path"))
                            .map(parameter -> "{" + parameter.path("name").stringValue() + "}")
                            .toList();
                    assertThat(named)
                            .as(path.getKey())
                            .allSatisfy(name -> assertThat(path.getKey()).contains(name));
                    assertThat(named).as(path.getKey()).hasSize(path.getKey().split("\\{", -1).length - 1);
                }));
    }

    @Test
    void refersToSchemasThatAreThere() {
        var references = new HashSet<String>();
        collect(document, references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    private static void collect(JsonNode node, Set<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").stringValue());
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void saysWhatARequestMayHold() {
        var send = document.at("/paths/~1messages~1text/post");
        var body = send.at("/requestBody/content/application~1json/schema");

        assertThat(body.path("required").toString()).isEqualTo("[\"destinationPhoneNumber\"]");
        assertThat(body.at("/properties/timeToLive/maximum").intValue()).isEqualTo(259_200);
        assertThat(send.path("responses").has("202")).isTrue();
        assertThat(send.path("parameters").toString()).contains("Idempotency-Key", "Posthorn-Region");
    }

    @Test
    void saysHowToAskForAPage() {
        assertThat(document.at("/paths/~1pools/get/parameters").toString())
                .contains("\"limit\"", "\"cursor\"", "\"messageType\"", "\"poolIds\"");
        assertThat(document.at("/paths/~1pools/get/responses/200/content/application~1json/schema/properties")
                        .has("nextCursor"))
                .isTrue();
    }

    /** For validators that are no Java programs. */
    public static void main(String[] file) throws IOException {
        Files.writeString(Path.of(file[0]), new OpenApiTest().document.toPrettyString());
    }
}
