package io.chappe.tests;

import static io.chappe.tests.harness.TokenIssuer.claims;
import static io.chappe.tests.harness.TokenIssuer.part;

import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A hello that lets nobody in. */
record WrongHello(String what, Supplier<JsonObject> hello) {
    /** The same whatever the cause. */
    static final String ANSWER =
            "{\"type\":\"error\",\"code\":\"unauthorized\",\"message\":\"this client is not let in\"}";

    static final RawSocket.Close CLOSE = new RawSocket.Close(4401, "unauthorized: a new token is needed");

    private static WrongHello token(String what, Supplier<String> token) {
        return new WrongHello(what, () -> hello(token.get()));
    }

    private static JsonObject hello(String token) {
        return new JsonObject().put("type", "hello").put("token", token);
    }

    String text() {
        return hello.get().encode();
    }

    /**
     * One of each kind, for the tenants {@code acme} and {@code other} of these issuers, and {@code open} that takes no token.
     */
    static List<WrongHello> all(TokenIssuer acme, TokenIssuer other) {
        JsonObject grants = new JsonObject().put("rooms", JsonArray.of("*"));
        JsonObject good = claims("acme", "ann", Duration.ofHours(1), grants);
        JsonObject header = new JsonObject().put("alg", "ES256").put("kid", "2026-1");
        return List.of(
                new WrongHello(
                        "no token", () -> new JsonObject().put("type", "hello").put("tenant", "acme")),
                new WrongHello("no such tenant", () -> hello(acme.token(good)).put("tenant", "nobody")),
                new WrongHello(
                        "another tenant named", () -> hello(acme.token(good)).put("tenant", "other")),
                new WrongHello(
                        "another peer named", () -> hello(acme.token(good)).put("peer", "bob")),
                new WrongHello(
                        "a token where none is taken",
                        () -> hello(acme.token(good)).put("tenant", "open")),
                token("alg none", () -> part(new JsonObject().put("alg", "none")) + "." + part(good) + "."),
                token("algorithm swapped", () -> acme.token(header.copy().put("alg", "HS256"), good)),
                token("a key of another tenant", () -> other.token(good)),
                new WrongHello(
                        "no tenant in the token",
                        () -> hello(acme.token(without(good, "chappe"))).put("tenant", "acme")),
                token("kid as a path", () -> acme.token(header.copy().put("kid", "../../../etc/passwd"), good)),
                token("jku", () -> other.token(header.copy().put("jku", "http://127.0.0.1:1/jwks.json"), good)),
                token("a token of 200 KB", () -> acme.token(good.copy().put("fat", "x".repeat(150_000)))),
                token("expired", () -> acme.token(claims("acme", "ann", Duration.ofSeconds(-31), grants))),
                token("not yet valid", () -> acme.token(good.copy().put("nbf", good.getLong("exp") - 60))),
                token("wrong audience", () -> acme.token(good.copy().put("aud", "another"))),
                token("no audience", () -> acme.token(without(good, "aud"))),
                token("no end", () -> acme.token(without(good, "exp"))),
                token("no peer", () -> acme.token(without(good, "sub"))),
                token("nonsense", () -> "nonsense"));
    }

    private static JsonObject without(JsonObject claims, String name) {
        JsonObject rest = claims.copy();
        rest.remove(name);
        return rest;
    }

    @Override
    public String toString() {
        return what;
    }
}
