package io.chappe.presence.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The way of a request: its key, its body, the contract, what answers it; and what is said where it goes wrong. */
final class AdminRouter {
    private static final String ALL = "/admin/v1/*";
    /**
     * Room for the longest metadata, however it is written. The validation takes one request after the other, and more than a second
     * for a mebibyte of fields that there are not.
     */
    private static final int MOST_BODY_BYTES = 32 << 10;

    /** From its head to its answer, however slowly its body comes; an order waits 3 s for its gateway. */
    private static final long LIMIT_MS = 10_000;

    private static final List<Integer> UNMATCHED = List.of(404, 405, 406, 415);

    private final Vertx vertx;
    private final Answers answers;
    private final Audit audit;

    /**
     * @param answers to all operations of the contract
     */
    AdminRouter(Vertx vertx, Answers answers, Audit audit) {
        this.vertx = vertx;
        this.answers = answers;
        this.audit = audit;
    }

    /** All of it; throws an {@link IllegalStateException} where contract and answers are not about the same operations. */
    Router router(Contract contract, Access access, MeterRegistry registry) {
        RequestMeters meters = new RequestMeters(registry);
        Router router = Router.router(vertx);
        router.route().handler(AdminRouter::protect).handler(AdminRouter::requireReadable);
        DocsPages.addTo(router, vertx);
        ConsolePages.addTo(router, vertx);
        router.get("/admin/openapi.json").handler(request -> answer(request, Answer.of(contract.document())));
        router.route(ALL).handler(this::limit);
        router.route(ALL).handler(request -> {
            meters.watch(request);
            access.admit(request);
            request.next();
        });
        router.route(ALL).handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
        router.route(ALL).subRouter(operations(contract));
        router.route().failureHandler(AdminRouter::refuse);
        refuseUnmatched(router);
        return router;
    }

    private Router operations(Contract contract) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract.validated(), new Parameters());
        requireSame(builder.getRoutes());
        for (OpenAPIRoute route : builder.getRoutes()) {
            String operation = route.getOperation().getOperationId();
            Access.scopesOf(route.getOperation());
            route.setDoSecurity(false)
                    .addHandler(request -> answer(request, operation))
                    .addFailureHandler(AdminRouter::refuse);
        }
        Router router = builder.createRouter();
        refuseUnmatched(router);
        return router;
    }

    /** What no route is for. */
    private static void refuseUnmatched(Router router) {
        UNMATCHED.forEach(status -> router.errorHandler(status, request -> refuse(request, Failures.ofStatus(status))));
    }

    private void requireSame(List<OpenAPIRoute> routes) {
        Set<String> promised = routes.stream()
                .map(route -> route.getOperation().getOperationId())
                .collect(Collectors.toSet());
        if (!promised.equals(answers.operations())) {
            throw new IllegalStateException(
                    "the contract has " + promised + ", and answered are " + answers.operations());
        }
    }

    /** Nothing of it is for a cache, a frame or another page. */
    private static void protect(RoutingContext request) {
        request.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        request.next();
    }

    /** In time, and not longer than until an answer has begun: a stream goes on. */
    private void limit(RoutingContext request) {
        long timer = vertx.setTimer(LIMIT_MS, late -> {
            if (!request.response().headWritten()) {
                request.request().resume();
                request.fail(HttpResponseStatus.SERVICE_UNAVAILABLE.code());
            }
        });
        request.addEndHandler(end -> vertx.cancelTimer(timer));
        request.next();
    }

    /** Before any route looks at the address: what that throws is answered by no handler here, and in the log with all its lines. */
    private static void requireReadable(RoutingContext request) {
        try {
            request.normalizedPath();
            request.queryParams();
        } catch (IllegalArgumentException | HttpException e) {
            refuse(
                    request,
                    new ProblemException(
                            ProblemType.BAD_REQUEST, "the address is not percent-encoded as it should be"));
            return;
        }
        request.next();
    }

    private void answer(RoutingContext request, String operation) {
        RequestMeters.operation(request, operation);
        ValidatedRequest validated = request.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        Asked asked = new Asked(Access.keyOf(request), validated);
        Answers.Stream stream = answers.stream(operation);
        if (stream != null) {
            Future.<Void>future(promise -> stream.begin(asked, request).onComplete(promise))
                    .onFailure(request::fail);
            return;
        }
        Future<Answer> answer = request.request().method().equals(HttpMethod.GET)
                ? answers.to(operation, asked)
                : change(request, operation, asked);
        answer.onSuccess(found -> answer(request, found)).onFailure(request::fail);
    }

    private Future<Answer> change(RoutingContext request, String operation, Asked asked) {
        Audit.Change change = new Audit.Change(
                asked.key(),
                operation,
                String.valueOf(request.request().path()),
                asked.hasTenant() ? asked.tenant() : null,
                asked.bodyIfAny());
        return audit.begin(change)
                .compose(noted -> answers.to(operation, asked))
                .recover(cause -> {
                    // Also where it was not begun: the store may have noted it, and only not said so in time.
                    ProblemException problem = Failures.of(cause);
                    audit.failed(change, problem);
                    return Future.failedFuture(problem);
                });
    }

    /** Unless it has taken too long, and that was answered. */
    private static void answer(RoutingContext request, Answer answer) {
        if (request.response().ended()) {
            return;
        }
        if (answer.tag() != null) {
            request.response().putHeader("ETag", answer.tag());
        }
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .end(answer.body().toBuffer());
    }

    private static void refuse(RoutingContext request) {
        refuse(request, Failures.of(request));
    }

    private static void refuse(RoutingContext request, ProblemException problem) {
        if (request.response().ended()) {
            return;
        }
        if (problem.retryAfterS() > 0) {
            request.response().putHeader("Retry-After", Long.toString(problem.retryAfterS()));
        }
        if (problem.type() == ProblemType.UNAUTHORIZED) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
        }
        request.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.toJson().toBuffer());
    }
}
