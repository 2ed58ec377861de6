package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is sent. */
final class FakeOutlet implements Outlet {
    private final List<JsonObject> sent = new ArrayList<>();
    boolean up = true;

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public void send(String text) {
        if (up) {
            sent.add(new JsonObject(text));
        }
    }

    /** What was sent since the last look. */
    List<JsonObject> take() {
        List<JsonObject> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    List<Long> takeIds() {
        return take().stream().map(frame -> frame.getLong("id")).toList();
    }
}
