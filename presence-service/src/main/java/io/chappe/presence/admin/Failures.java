package io.chappe.presence.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a problem of whatever went wrong with a request. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** In the validation's sentences; it tells which parameter in no other way. */
    private static final Pattern PARAMETER = Pattern.compile("(?:path|query|header) parameter (\\S+)");

    /** What is wrong after so many is told when these are right. */
    private static final int MOST_FAULTS = 10;

    private Failures() {}

    /** Of what has gone wrong on the request's way. */
    static ProblemException of(RoutingContext request) {
        Throwable failure = request.failure();
        if (failure instanceof HttpException && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure == null || failure instanceof HttpException ? ofStatus(request.statusCode()) : of(failure);
    }

    /** Of what has failed. */
    static ProblemException of(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        } else if (failure instanceof ValidatorException invalid) {
            return ofInvalid(invalid);
        }
        LOG.error("a request to the admin API failed", failure);
        return new ProblemException(ProblemType.INTERNAL, "the log of the presence-service says why");
    }

    private static ProblemException ofInvalid(ValidatorException invalid) {
        String sentence = String.valueOf(invalid.getMessage());
        Matcher parameter = PARAMETER.matcher(sentence);
        if (parameter.find()) {
            return ProblemException.ofParameter(parameter.group(1), reason(invalid, sentence));
        } else if (invalid instanceof SchemaValidationException body) {
            return ProblemException.ofFields(
                    leaves(body.getOutputUnit()).stream().map(Failures::fault).toList());
        }
        return switch (invalid.type()) {
            case UNSUPPORTED_VALUE_FORMAT -> ofStatus(ProblemType.UNSUPPORTED_MEDIA_TYPE.status());
            case ILLEGAL_VALUE -> new ProblemException(ProblemType.BAD_REQUEST, "the body is not JSON");
            default -> new ProblemException(ProblemType.BAD_REQUEST, sentence);
        };
    }

    private static String reason(ValidatorException invalid, String sentence) {
        return invalid instanceof SchemaValidationException schema
                ? String.valueOf(leaves(schema.getOutputUnit()).get(0).getError())
                : sentence;
    }

    /**
     * What is wrong itself, of each place one thing. Before it stands that what has it is wrong; and behind it, of a field, that it
     * is none of those that there are.
     */
    private static List<OutputUnit> leaves(OutputUnit whole) {
        List<OutputUnit> errors = whole.getErrors();
        Map<String, OutputUnit> leaves = new LinkedHashMap<>();
        for (int i = 0; i < errors.size() && leaves.size() < MOST_FAULTS; i++) {
            OutputUnit error = errors.get(i);
            boolean hasParts = i + 1 < errors.size()
                    && errors.get(i + 1).getKeywordLocation().startsWith(error.getKeywordLocation() + "/");
            if (!hasParts) {
                leaves.putIfAbsent(error.getInstanceLocation(), error);
            }
        }
        return List.copyOf(leaves.values());
    }

    private static ProblemException.Fault fault(OutputUnit unit) {
        String detail = unit.getKeywordLocation().endsWith("/additionalProperties")
                ? "there is no such field"
                : String.valueOf(unit.getError());
        return new ProblemException.Fault(unit.getInstanceLocation(), null, detail);
    }

    /** What Vert.x itself refuses. */
    static ProblemException ofStatus(int status) {
        return switch (status) {
            case 404 -> new ProblemException(ProblemType.NOT_FOUND, "there is nothing at this path");
            case 405 -> new ProblemException(ProblemType.METHOD_NOT_ALLOWED, null);
            case 413 -> new ProblemException(ProblemType.TOO_LARGE, "a body has at most 32 KiB");
            case 415 ->
                new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "send JSON, and Content-Type: application/json");
            case 503 ->
                ProblemException.retryable(ProblemType.UNAVAILABLE, "it took too long; it may be done all the same", 1);
            default ->
                status >= 400 && status < 500
                        ? new ProblemException(
                                ProblemType.BAD_REQUEST,
                                HttpResponseStatus.valueOf(status).reasonPhrase())
                        : new ProblemException(ProblemType.INTERNAL, null);
        };
    }
}
