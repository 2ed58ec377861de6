package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what a session is told, in order. */
final class HeardListener implements SessionListener {
    final List<Object> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onSignal(Signal signal) {
        heard.add("signal " + signal.kind());
    }

    @Override
    public void onMembers(MembersChanged change) {
        heard.add(change);
    }

    @Override
    public void onWaiting(String room, int position) {
        heard.add("waiting " + room + " " + position);
    }

    @Override
    public void onLocked(String room, boolean locked) {
        heard.add((locked ? "locked " : "unlocked ") + room);
    }

    @Override
    public void onMetadata(String room, @Nullable JsonObject metadata) {
        heard.add("metadata " + room + " " + metadata);
    }

    @Override
    public void onLobby(String room, List<Member> waiting, int count) {
        heard.add("lobby " + room + " " + waiting.stream().map(Member::session).toList() + " of " + count);
    }

    @Override
    public void onPresence(Presence presence) {
        heard.add(presence);
    }

    @Override
    public void onLeft(String room, String reason) {
        heard.add("left " + room + " " + reason);
    }

    @Override
    public void onMoved(String room, String to) {
        heard.add("moved " + room + " " + to);
    }

    @Override
    public void onError(ChappeException error) {
        heard.add("error " + error.code());
    }

    @Override
    public void onTokenExpiring(long expiresInMs) {
        heard.add("expiring " + expiresInMs);
    }

    @Override
    public void onState(ConnectionState state) {
        heard.add(state);
    }

    @Override
    public void onResumed() {
        heard.add("resumed");
    }

    @Override
    public void onSessionLost(String lost, String session) {
        heard.add("lost " + lost + " " + session);
    }

    @Override
    public void onClosed(Closed closed) {
        heard.add(closed);
    }
}
