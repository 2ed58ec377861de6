package io.chappe.presence.webhooks;

import io.vertx.core.json.JsonObject;

/**
 * How far a webhook has come, as its holder notes it.
 *
 * @param done number of the last event that it was told or did not want
 * @param doneAt when that one was written, by the store's clock in ms
 * @param replayed number of the last dead letter that it was told again
 * @param ordered number of the last dead letter that is to be told again
 * @param failures in a row
 * @param failingSince by this clock in ms; 0 where the last post was taken
 * @param end number of the last event of the post that has failed: it is posted again as it was; 0 for none
 * @param error in words; empty where the last post was taken
 */
record Standing(
        long done, long doneAt, long replayed, long ordered, int failures, long failingSince, long end, String error) {
    static final Standing NEW = new Standing(0, 0, 0, 0, 0, 0, 0, "");

    /** In a row, after which one says that it fails. */
    private static final int FAILING = 5;

    boolean isFailing() {
        return failures >= FAILING;
    }

    Standing at(long number, long at) {
        return new Standing(number, at, replayed, ordered, failures, failingSince, end, error);
    }

    Standing replayedTo(long number) {
        return new Standing(done, doneAt, number, ordered, failures, failingSince, end, error);
    }

    Standing orderedTo(long number) {
        return new Standing(done, doneAt, replayed, Math.max(ordered, number), failures, failingSince, end, error);
    }

    Standing taken() {
        return new Standing(done, doneAt, replayed, ordered, 0, 0, 0, "");
    }

    Standing failed(String why, long now, long last) {
        return new Standing(
                done, doneAt, replayed, ordered, failures + 1, failingSince == 0 ? now : failingSince, last, why);
    }

    Standing givenUp() {
        return new Standing(done, doneAt, replayed, ordered, failures, failingSince, 0, error);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("done", done)
                .put("doneAt", doneAt)
                .put("replayed", replayed)
                .put("ordered", ordered)
                .put("failures", failures)
                .put("since", failingSince)
                .put("end", end)
                .put("error", error);
    }

    static Standing ofJson(JsonObject json) {
        return new Standing(
                json.getLong("done"),
                json.getLong("doneAt"),
                json.getLong("replayed"),
                json.getLong("ordered"),
                json.getInteger("failures"),
                json.getLong("since"),
                json.getLong("end"),
                json.getString("error"));
    }
}
