package io.chappe.gateway.drain;

import io.chappe.node.operations.Operations;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/** The operator's commands: {@code POST}, {@code DELETE} and {@code GET /drain}, {@code POST /rebalance?share=0.3}. */
public final class DrainCommands {
    private final Drain drain;

    private DrainCommands(Drain drain) {
        this.drain = drain;
    }

    public static void add(Operations operations, Drain drain) {
        DrainCommands commands = new DrainCommands(drain);
        operations.addCommand(HttpMethod.GET, "/drain", parameters -> commands.progress());
        operations.addCommand(HttpMethod.POST, "/drain", parameters -> commands.start());
        operations.addCommand(HttpMethod.DELETE, "/drain", parameters -> commands.undo());
        operations.addCommand(HttpMethod.POST, "/rebalance", commands::rebalance);
    }

    /** Answers when it has begun; how it goes on is to be asked for. */
    private Future<JsonObject> start() {
        drain.start();
        return progress();
    }

    private Future<JsonObject> undo() {
        if (!drain.undo()) {
            throw new IllegalArgumentException("this gateway ends: that can't be undone any more");
        }
        return progress();
    }

    private Future<JsonObject> rebalance(MultiMap parameters) {
        double share;
        try {
            share = Double.parseDouble(String.valueOf(parameters.get("share")));
        } catch (NumberFormatException e) {
            share = -1;
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, as in /rebalance?share=0.3");
        }
        drain.shed(share);
        return progress();
    }

    private Future<JsonObject> progress() {
        return drain.progress()
                .map(now -> new JsonObject()
                        .put("state", now.state())
                        .put("sessions", now.sessions())
                        .put("untold", now.untold())
                        .put("remainingMs", now.remainingMs()));
    }
}
