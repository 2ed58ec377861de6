package io.chappe.presence;

import static io.chappe.presence.AdminClient.part;
import static io.chappe.presence.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.chappe.core.bus.CallFact;
import io.chappe.core.bus.DrainProgress;
import io.chappe.core.bus.PresenceRequest.NoteCalls;
import io.chappe.core.bus.TenantNotice;
import io.chappe.core.model.SessionId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation of the contract that is served, good and bad, with all answers as it says. */
class AdminContractIT extends AdminFixture {
    private static final String TERMS = """
            {tokens: {keys: [{kid: one, algorithms: [HS256], secret: %s}, {kid: two, algorithms: [HS256], secret: %s}]},
             webhooks: [{id: hook, url: "https://hook.invalid", secrets: [whsec_%s, whsec_%s]}]}
            """.formatted("1".repeat(32), "2".repeat(32), "A".repeat(40), "B".repeat(40));

    private OpenAPIContract contract;
    private ResponseValidator validator;
    private Map<String, String> names = Map.of();
    private int sessions;

    @BeforeEach
    void readContract() {
        // As Vert.x can read it, which takes no problems for JSON.
        JsonObject document = new JsonObject(admin.get("/admin/openapi.json")
                .body()
                .replace("application/problem+json", "application/json")
                .replace("text/event-stream", "application/json"));
        JsonObject server = document.getJsonArray("servers").getJsonObject(0);
        server.put("url", "http://localhost" + server.getString("url"));
        contract = await(OpenAPIContract.from(vertx, document));
        validator = ResponseValidator.create(vertx, contract);
        answersOrders(a, new DrainProgress("draining", false, 2, 1, 30_000));
    }

    /** For each operation: nothing of it depends on what the one before has done. */
    private void fillRoom(String operation) {
        String session = "s" + ++sessions;
        await(a.join(services.get(0), room, session));
        await(a.join(services.get(0), room, session + "-lost"));
        await(a.lose(services.get(0), a.keyOf(session + "-lost"), session + "-lost", 1));
        if (operation.equals("removeBan")) {
            await(stores.rooms().ban(room, a.keyOf(session).peer(), 60_000));
        }
        await(stores.notices().put(new TenantNotice(room.tenant(), "").subject(), TERMS, Duration.ZERO));
        await(calls.note(new NoteCalls(a.life, room.tenant(), List.of(offer(session, session + "-lost")))));
        names = Map.of(
                "pair",
                session + "~" + session + "-lost",
                "kid",
                "one",
                "webhook",
                "hook",
                "tenant",
                room.tenant().value(),
                "room",
                room.room().value(),
                "peer",
                a.keyOf(session).peer().value(),
                "node",
                a.life.node().value(),
                "session",
                session);
    }

    private CallFact offer(String from, String to) {
        return new CallFact(1, 1, 0, room.room(), side(from), side(to), "offer", "", "", 0, 0, "");
    }

    private CallFact.Side side(String session) {
        return new CallFact.Side(a.keyOf(session).peer(), new SessionId(session));
    }

    private Stream<DynamicTest> each(Function<Operation, Stream<Supplier<String>>> paths, int status) {
        return each(admin, paths, status);
    }

    private Stream<DynamicTest> each(
            AdminClient client, Function<Operation, Stream<Supplier<String>>> paths, int status) {
        return contract.operations().stream()
                .flatMap(operation -> paths.apply(operation)
                        .map(path -> dynamicTest(operation.getOperationId(), () -> {
                            fillRoom(operation.getOperationId());
                            check(operation, client, path.get(), status);
                        })));
    }

    private void check(Operation operation, AdminClient client, String path, int status) {
        HttpResponse<String> answer = client.send(operation.getHttpMethod().name(), path, body(operation));
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isIn(status, status == 200 ? 201 : status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains(status == 200 ? "application/json" : "application/problem+json");
        ValidatableResponse response = ValidatableResponse.create(
                answer.statusCode(), Map.of(), Buffer.buffer(answer.body()), "application/json");
        await(validator.validate(response, operation.getOperationId()));
    }

    /** The example that the contract gives. */
    private static HttpRequest.BodyPublisher body(Operation operation) {
        if (operation.getRequestBody() == null) {
            return HttpRequest.BodyPublishers.noBody();
        }
        JsonObject json = operation
                .getRequestBody()
                .getOpenAPIModel()
                .getJsonObject("content")
                .getJsonObject("application/json");
        return HttpRequest.BodyPublishers.ofString(json.getJsonObject("example").encode());
    }

    private String path(Operation operation, Function<Parameter, String> value) {
        String path = operation.getAbsoluteOpenAPIPath();
        for (Parameter parameter : in(operation, Location.PATH)) {
            path = path.replace("{" + parameter.getName() + "}", part(value.apply(parameter)));
        }
        return path;
    }

    private static List<Parameter> in(Operation operation, Location location) {
        return operation.getParameters().stream()
                .filter(parameter -> parameter.getIn() == location)
                .toList();
    }

    private String good(Parameter parameter) {
        return Objects.requireNonNull(names.get(parameter.getName()));
    }

    @TestFactory
    Stream<DynamicTest> isAnsweredAsItSays() {
        // A stream has no end; EventStreamsIT reads it.
        return each(
                operation -> Stream.of(operation)
                        .filter(one -> !one.getOperationId().startsWith("stream"))
                        .map(one -> () -> path(one, this::good)),
                200);
    }

    @TestFactory
    Stream<DynamicTest> refusesEachNameThatIsTooLong() {
        return each(
                operation -> in(operation, Location.PATH).stream()
                        .map(bad -> () -> path(
                                operation, parameter -> parameter.equals(bad) ? "x".repeat(129) : good(parameter))),
                400);
    }

    @TestFactory
    Stream<DynamicTest> refusesEachNumberThatIsNone() {
        return each(
                operation -> in(operation, Location.QUERY).stream()
                        .filter(parameter -> parameter.getSchemaType() == SchemaType.INTEGER)
                        .map(bad -> () -> path(operation, this::good) + "?" + bad.getName() + "=x"),
                400);
    }

    @TestFactory
    Stream<DynamicTest> refusesAParameterThatItDoesNotKnow() {
        return each(operation -> Stream.of(() -> path(operation, this::good) + "?colour=red"), 400);
    }

    @TestFactory
    Stream<DynamicTest> isClosedWithoutAKey() {
        return each(admin.with(null), operation -> Stream.of(() -> path(operation, this::good)), 401);
    }

    @TestFactory
    Stream<DynamicTest> hidesForeignTenants() {
        return each(
                admin.with(TENANTS),
                operation -> in(operation, Location.PATH).stream()
                        .filter(parameter -> parameter.getName().equals("tenant"))
                        .map(tenant -> () ->
                                path(operation, parameter -> parameter.equals(tenant) ? "another" : good(parameter))),
                404);
    }

    @TestFactory
    Stream<DynamicTest> isClosedToAKeyWithoutItsScope() {
        return each(
                admin.with(READER),
                operation -> Stream.of(operation)
                        .filter(one -> !one.getSecurityRequirements()
                                .get(0)
                                .getScopes("key")
                                .equals(List.of("read")))
                        .map(closed -> () -> path(closed, this::good)),
                403);
    }
}
