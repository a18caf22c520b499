package io.posthorn.gateway.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ErrorResponse;
import io.posthorn.core.api.ProtocolError;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.signature.Credentials;
import io.posthorn.core.signature.SignableRequest;
import io.posthorn.gateway.access.CallerCheck;
import io.posthorn.gateway.http.Neighbour;
import io.posthorn.gateway.http.RequestBodies;
import io.posthorn.gateway.http.RequestHeaders;
import io.posthorn.gateway.http.RequestMetrics;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Answering;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Takes signed forms, and the links that came with messages, whose visitors have no key to sign with. */
public final class QueryProtocol implements Neighbour {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ACTION = "Action";

    private final Map<String, Api> apis;
    private final Api topics;
    private final CallerCheck callers;
    private final RequestBodies bodies;
    private final SubscriberLinks links;
    private final RequestMetrics metrics;

    /** An API that speaks this protocol, with how it names things in XML. */
    private record Api(
            String targetPrefix, String xmlNamespace, QueryErrors errors, Operations operations, Answering answering) {

        static Api of(Offered offered, String xmlNamespace, QueryErrors errors, Answering.Trail trail) {
            var model = offered.model();
            return new Api(
                    model.targetPrefix(), xmlNamespace, errors, offered.operations(), new Answering(model, trail));
        }

        Optional<Operations.Entry> operation(NavigableMap<String, String> parameters) {
            return operations.find(targetPrefix + "." + parameters.getOrDefault(ACTION, ""));
        }
    }

    /** The operations of an API, and its model. */
    public record Offered(ApiModel model, Operations operations) {}

    /**
     * Offers operations in this protocol.
     *
     * @param topics those to manage topics, which links lead to as well
     * @param identities those to manage users, roles and policies
     * @param sessions those to take on roles
     * @param keys what signatures are checked with
     * @param trail takes down who asked for what
     */
    public QueryProtocol(
            Offered topics,
            Offered identities,
            Offered sessions,
            Credentials keys,
            Clock clock,
            RequestBodies bodies,
            SubscriberLinks links,
            Answering.Trail trail,
            MeterRegistry registry) {
        this.topics = Api.of(topics, "http://sns.amazonaws.com/doc/2010-03-31/", QueryErrors.OF_TOPICS, trail);
        apis = Map.of(
                topics.model().signingName(),
                this.topics,
                identities.model().signingName(),
                Api.of(identities, "https://iam.amazonaws.com/doc/2010-05-08/", QueryErrors.OF_IDENTITIES, trail),
                sessions.model().signingName(),
                Api.of(sessions, "https://sts.amazonaws.com/doc/2011-06-15/", QueryErrors.OF_IDENTITIES, trail));
        callers = new CallerCheck(keys, apis.keySet(), clock);
        this.bodies = bodies;
        this.links = links;
        metrics = new RequestMetrics(registry);
    }

    @Override
    public boolean takes(HttpServletRequest request) {
        if ("POST".equals(request.getMethod())) {
            var type = request.getContentType();
            return type != null && type.startsWith(FORM);
        }
        return links.certificate(request.getRequestURI()).isPresent()
                || ("/".equals(request.getRequestURI()) && request.getQueryString() != null);
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, String requestId) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            visited(request, response, requestId);
            return;
        }
        switch (bodies.read(request.getInputStream(), request.getContentLengthLong())) {
            case RequestBodies.Outcome.Complete(ByteBuffer body, RequestBodies.Lease lease) -> {
                try (lease) {
                    posted(request, response, requestId, body);
                }
            }
            case RequestBodies.Outcome.TooLarge() ->
                refuse(response, topics, requestId, ProtocolError.Code.REQUEST_TOO_LARGE, "the body is too long");
            case RequestBodies.Outcome.TooSlow() ->
                refuse(
                        response,
                        topics,
                        requestId,
                        ProtocolError.Code.REQUEST_TIMEOUT,
                        "the body did not arrive in time");
            case RequestBodies.Outcome.TooManyLarge() ->
                write(
                        response,
                        topics,
                        requestId,
                        RequestMetrics.NO_OPERATION,
                        topics.answering()
                                .outcome(
                                        new Answer.Refused(
                                                new ApiError.Throttling("Too many large requests at a time")),
                                        requestId));
        }
    }

    private void posted(HttpServletRequest request, HttpServletResponse response, String requestId, ByteBuffer body)
            throws IOException {
        switch (callers.check(
                new SignableRequest(
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString() == null ? "" : request.getQueryString(),
                        new RequestHeaders(request),
                        body),
                RequestHeaders.origin(request))) {
            case CallerCheck.Verdict.Stranger(ProtocolError why) ->
                refuse(response, topics, requestId, why.code(), why.message());
            case CallerCheck.Verdict.Known(Caller caller, String service) -> {
                var api = Objects.requireNonNull(apis.get(service), service);
                var form = StandardCharsets.UTF_8.decode(body.duplicate()).toString();
                var parameters = QueryInput.parameters(form);
                var entry = parameters.flatMap(api::operation);
                if (entry.isEmpty()) {
                    refuse(
                            response,
                            api,
                            requestId,
                            ProtocolError.Code.UNKNOWN_OPERATION,
                            "the Action is none of this API");
                } else {
                    call(response, api, requestId, entry.get(), caller, parameters.get());
                }
            }
        }
    }

    /** Signatures in links are not checked: nobody here hands out such links. */
    private void visited(HttpServletRequest request, HttpServletResponse response, String requestId)
            throws IOException {
        var certificate = links.certificate(request.getRequestURI());
        if (certificate.isPresent()) {
            response.setHeader("Cache-Control", "public, max-age=86400");
            write(response, HttpServletResponse.SC_OK, "application/x-pem-file", certificate.get());
            return;
        }
        var parameters = QueryInput.parameters(request.getQueryString());
        var action = parameters.map(all -> all.get(ACTION)).orElse("");
        var scope = parameters.flatMap(links::scope);
        var entry = parameters.flatMap(topics::operation).filter(each -> links.mayVisit(each.name()));
        if (entry.isEmpty()) {
            refuse(
                    response,
                    topics,
                    requestId,
                    ProtocolError.Code.MISSING_AUTHENTICATION_TOKEN,
                    "the request is not signed");
        } else if (parameters.isEmpty() || scope.isEmpty()) {
            write(response, topics, requestId, action, topics.answering().outcome(links.unknown(), requestId));
        } else {
            var visitor = new Caller(
                    scope.get(), new Principal.Root(scope.get().account()), "", RequestHeaders.origin(request));
            parameters.get().remove("AuthenticateOnUnsubscribe");
            if (action.equals(SubscriberLinks.LEAVE)) {
                leave(response, requestId, entry.get(), visitor, parameters.get());
            } else {
                call(response, topics, requestId, entry.get(), visitor, parameters.get());
            }
        }
    }

    private void leave(
            HttpServletResponse response,
            String requestId,
            Operations.Entry entry,
            Caller visitor,
            NavigableMap<String, String> parameters)
            throws IOException {
        var operation = entry.operation();
        var input = QueryInput.of(operation.input(), parameters);
        var answer = links.leave(visitor.scope(), parameters);
        write(
                response,
                topics,
                requestId,
                entry,
                topics.answering().noted(operation, visitor, input, answer, requestId));
    }

    private void call(
            HttpServletResponse response,
            Api api,
            String requestId,
            Operations.Entry entry,
            Caller caller,
            NavigableMap<String, String> parameters)
            throws IOException {
        var began = System.nanoTime();
        var input = QueryInput.of(entry.operation().input(), parameters);
        write(response, api, requestId, entry, api.answering().outcome(entry, caller, input, requestId));
        metrics.time(entry.kind(), System.nanoTime() - began);
    }

    private void write(
            HttpServletResponse response, Api api, String requestId, Operations.Entry entry, Answering.Outcome outcome)
            throws IOException {
        if (outcome instanceof Answering.Outcome.Done(String json)) {
            metrics.count(entry.name(), Answer.OK);
            xml(
                    response,
                    HttpServletResponse.SC_OK,
                    QueryXml.answer(api.xmlNamespace(), entry.operation(), JSON.readTree(json), requestId));
        } else {
            write(response, api, requestId, entry.name(), outcome);
        }
    }

    private void write(
            HttpServletResponse response, Api api, String requestId, String operation, Answering.Outcome outcome)
            throws IOException {
        if (!(outcome instanceof Answering.Outcome.Refused(ErrorResponse error))) {
            throw new IllegalStateException(operation + " answers with what this protocol does not have");
        }
        metrics.count(operation, error.type());
        var body = JSON.readTree(error.body());
        var code = api.errors().of(error.type(), body);
        xml(
                response,
                code.status(),
                QueryXml.error(
                        api.xmlNamespace(),
                        code.isSenders(),
                        code.name(),
                        body.path("Message").asString(""),
                        requestId));
    }

    private void refuse(HttpServletResponse response, Api api, String requestId, ProtocolError.Code why, String message)
            throws IOException {
        metrics.count(RequestMetrics.NO_OPERATION, why.wireName());
        var code = QueryErrors.of(why);
        xml(
                response,
                code.status(),
                QueryXml.error(api.xmlNamespace(), code.isSenders(), code.name(), message, requestId));
    }

    private static void xml(HttpServletResponse response, int status, String xml) throws IOException {
        write(response, status, "text/xml", xml);
    }

    private static void write(HttpServletResponse response, int status, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
