package io.chappe.presence.admin;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** What the API promises: the file {@code openapi.yaml}. */
record Contract(JsonObject document, OpenAPIContract validated) {
    private static final String FILE = "openapi.yaml";

    static Future<Contract> load(Vertx vertx) {
        return vertx.executeBlocking(Contract::read)
                .compose(document -> OpenAPIContract.from(vertx, readable(document))
                        .map(contract -> new Contract(document, contract)));
    }

    /**
     * As Vert.x can read it: it wants to know a host, of which it only uses the path, takes no problems for JSON, and knows
     * no streams.
     */
    static JsonObject readable(JsonObject document) {
        JsonObject readable = new JsonObject(document.encode()
                .replace("application/problem+json", "application/json")
                .replace("text/event-stream", "application/json"));
        JsonObject server = readable.getJsonArray("servers").getJsonObject(0);
        server.put("url", "http://localhost" + server.getString("url"));
        return readable;
    }

    private static JsonObject read() throws IOException {
        try (InputStream in = Contract.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException(FILE);
            }
            return new JsonObject(new YAMLMapper().readValue(in, new TypeReference<Map<String, Object>>() {}));
        }
    }
}
