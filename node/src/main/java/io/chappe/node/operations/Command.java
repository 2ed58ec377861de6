package io.chappe.node.operations;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/**
 * Something that a node can be told to do.
 *
 * @param path ends with a name in braces where its last part varies
 * @param isSent whether it is sent something
 * @param work takes the parameters and what was sent
 */
record Command(HttpMethod method, String path, boolean isSent, BiFunction<MultiMap, String, Future<JsonObject>> work) {
    boolean isFor(HttpServerRequest request) {
        String asked = String.valueOf(request.path());
        return request.method().equals(method) && (varies() ? isBelow(asked) : asked.equals(path));
    }

    private boolean varies() {
        return path.endsWith("}");
    }

    private String folder() {
        return path.substring(0, path.indexOf('{'));
    }

    private boolean isBelow(String asked) {
        String folder = folder();
        return asked.startsWith(folder) && asked.length() > folder.length() && asked.indexOf('/', folder.length()) < 0;
    }

    /**
     * What the request says, in its query and in its path.
     *
     * @throws IllegalArgumentException for a path that is none
     */
    MultiMap parameters(HttpServerRequest request) {
        MultiMap parameters = request.params();
        if (varies()) {
            String varied = String.valueOf(request.path()).substring(folder().length());
            // In a path a plus is a plus.
            String text = URLDecoder.decode(varied.replace("+", "%2B"), StandardCharsets.UTF_8);
            parameters.set(path.substring(folder().length() + 1, path.length() - 1), text);
        }
        return parameters;
    }

    /** For who reads. */
    String name() {
        return method + " " + path;
    }
}
