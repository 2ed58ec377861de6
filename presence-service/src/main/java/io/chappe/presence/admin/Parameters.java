package io.chappe.presence.admin;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for its validation, as it was sent. Vert.x' own way takes a plus in a path for a space, decodes a query twice,
 * takes a room named 1.5 for a number, and overlooks parameters that there are not.
 */
final class Parameters implements RequestExtractor {
    private record Value(@Nullable Object get) implements RequestParameter {}

    /** What the contract's validation sees. */
    private record Sent(
            Map<String, RequestParameter> getPathParameters,
            Map<String, RequestParameter> getQuery,
            Map<String, RequestParameter> getHeaders,
            RequestParameter getBody,
            @Nullable String getContentType)
            implements ValidatableRequest {
        @Override
        public Map<String, RequestParameter> getCookies() {
            return Map.of();
        }
    }

    @Override
    public Future<ValidatableRequest> extractValidatableRequest(RoutingContext request, Operation operation) {
        try {
            Access.require(request, operation);
            requireKnown(request, operation);
            return Future.succeededFuture(sent(request, operation));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static void requireKnown(RoutingContext request, Operation operation) {
        List<String> known = operation.getParameters().stream()
                .filter(parameter -> parameter.getIn() == Location.QUERY)
                .map(Parameter::getName)
                .toList();
        for (String name : request.queryParams().names()) {
            if (!known.contains(name)) {
                throw ProblemException.ofParameter(name, "there is no such parameter here; there are: " + known);
            } else if (request.queryParam(name).size() > 1) {
                throw ProblemException.ofParameter(name, "it is given twice");
            }
        }
    }

    private static ValidatableRequest sent(RoutingContext request, Operation operation) {
        return new Sent(
                values(operation, Location.PATH, request::pathParam),
                values(operation, Location.QUERY, request.queryParams()::get),
                values(operation, Location.HEADER, request.request()::getHeader),
                new Value(request.body().buffer()),
                contentType(request));
    }

    /** Its case does not matter (RFC 9110), but to the validation. */
    private static @Nullable String contentType(RoutingContext request) {
        String sent = request.request().getHeader("Content-Type");
        return sent == null ? null : sent.toLowerCase(Locale.ROOT);
    }

    private static Map<String, RequestParameter> values(
            Operation operation, Location in, UnaryOperator<@Nullable String> sent) {
        Map<String, RequestParameter> values = new HashMap<>();
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getIn() == in) {
                values.put(parameter.getName(), value(parameter, sent.apply(parameter.getName())));
            }
        }
        return values;
    }

    /** A text as JSON, which is what the validation takes it for. */
    private static RequestParameter value(Parameter parameter, @Nullable String sent) {
        boolean isText = parameter.getSchemaType() == SchemaType.STRING;
        return new Value(sent != null && isText ? Json.encode(sent) : sent);
    }
}
