package io.chappe.gateway.token;

import io.chappe.core.fuzz.JsonTexts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws headers and claims of tokens: most nearly right, since only those come far. */
final class TokenTexts {
    private static final String[] ODD_HEADERS = {
        "crit", "b64", "zip", "cty", "typ", "enc", "jwk", "jku", "x5c", "x5u", "x5t", "p2c", "epk", "none"
    };

    private final Random random;
    private final JsonTexts json;

    TokenTexts(Random random) {
        this.random = random;
        this.json = new JsonTexts(random);
    }

    /** One that goes with the key {@code one} for HS256, if nothing in it is odd. */
    String header() {
        List<String> fields = new ArrayList<>();
        add(fields, "alg", oddText("none", "ES256", "hs256", ""), "\"HS256\"");
        add(fields, "kid", oddText("two", "../one", ""), "\"one\"");
        if (json.onceIn(10)) {
            fields.add(field(json.oneOf(ODD_HEADERS), json.onceIn(2) ? oddText("JWT", "DEF") : json.value(2)));
        }
        return object(fields);
    }

    String claims() {
        List<String> fields = new ArrayList<>();
        add(fields, "iss", oddText("https://id.example", "https://evil.example"), "\"https://id.example\"");
        add(fields, "aud", oddText("another", "chappe"), "\"chappe\"", "[\"chappe\"]", "[\"a\", \"chappe\"]");
        add(fields, "sub", json.string(json.characters()), "\"ann\"", "\"ä€\"");
        add(fields, "exp", time(), seconds(600), seconds(600) + ".5", "1e11");
        maybe(fields, "nbf", time(), seconds(-600), "0");
        maybe(fields, "iat", time(), seconds(-600), "0");
        maybe(fields, "jti", json.string("j".repeat(255 + random.nextInt(4))), "\"7\"");
        maybe(fields, "chappe", ours(), ours());
        maybe(fields, json.characters(), json.value(3), json.nested(1 + random.nextInt(500)));
        return object(fields);
    }

    private String ours() {
        List<String> fields = new ArrayList<>();
        maybe(fields, "tenant", oddText("other", ""), "\"acme\"");
        maybe(fields, "rooms", names(99, 4), names(0, 4), "[\"*\"]", "[]");
        maybe(fields, "create", names(99, 4), names(0, 4), "[\"*\"]", "[]");
        maybe(fields, "moderate", names(99, 4), names(0, 4), "[\"*\"]", "[]");
        maybe(fields, "attributes", attributes(), "{\"role\": \"host\"}", "{}");
        maybe(fields, "kinds", names(99, 4), names(0, 4), "[\"offer\"]");
        return object(fields);
    }

    /** Around the longest that there may be, or any. */
    private String attributes() {
        String text = "x".repeat(1_010 + random.nextInt(12));
        return json.onceIn(2)
                ? "{\"a\":\"" + text + "\"}"
                : object(new ArrayList<>(List.of(field("a", json.value(3)))));
    }

    private String names(int least, int more) {
        List<String> names = new ArrayList<>();
        for (int i = least + random.nextInt(more); i > 0; i--) {
            names.add(json.onceIn(200) ? json.value(0) : "\"call-*\"");
        }
        return json.array(names);
    }

    private String time() {
        return json.onceIn(2) ? json.number() : seconds(json.oneOf(-600, 600, -1_000_000, 1_000_000));
    }

    private static String seconds(int fromNow) {
        return Long.toString(System.currentTimeMillis() / 1000 + fromNow);
    }

    private void maybe(List<String> fields, String name, String odd, String... good) {
        if (json.onceIn(2)) {
            add(fields, name, odd, good);
        }
    }

    private void add(List<String> fields, String name, String odd, String... good) {
        if (json.onceIn(50)) {
            fields.add(field(name, json.value(2)));
        } else if (!json.onceIn(50)) {
            fields.add(field(name, json.onceIn(16) ? odd : json.oneOf(good)));
        }
    }

    private String oddText(String... texts) {
        return json.string(json.oneOf(texts));
    }

    private String field(String name, String value) {
        return json.field(json.string(name), value);
    }

    private String object(List<String> fields) {
        if (json.onceIn(60) && !fields.isEmpty()) {
            fields.add(json.oneOf(fields.toArray(String[]::new)));
        }
        Collections.shuffle(fields, random);
        return json.object(fields);
    }
}
