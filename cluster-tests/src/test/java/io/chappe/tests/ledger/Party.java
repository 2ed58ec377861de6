package io.chappe.tests.ledger;

import io.chappe.client.ChappeClient;
import io.chappe.client.ChappeException;
import io.chappe.client.ChappeSession;
import io.chappe.client.ClientOptions;
import io.chappe.client.Closed;
import io.chappe.client.ConnectionState;
import io.chappe.client.Identity;
import io.chappe.client.Member;
import io.chappe.client.MembersChanged;
import io.chappe.client.SessionListener;
import io.chappe.client.Signal;
import io.chappe.client.Target;
import io.chappe.tests.harness.Peer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One session of a pair, and what it sees. Its listener is called on its own event loop. */
final class Party implements SessionListener {
    private static final String FILLER = "x".repeat(500);

    private static final String RECEIVED = "received";
    private static final String RELAYED = "relayed";

    private final String name;
    private final String room;
    private final Events events;
    private final Entries received = new Entries();
    private final Entries relayed = new Entries();
    private final Story story = new Story();
    private volatile @Nullable ChappeSession session;
    private volatile @Nullable Party other;
    private volatile @Nullable URI home;
    private volatile long lostAt;
    private volatile boolean leaving;

    Party(String name, String room, Events events) {
        this.name = name;
        this.room = room;
        this.events = events;
    }

    Future<Void> connect(ChappeClient client, ClientOptions options, List<URI> urls, Party partner) {
        other = partner;
        home = urls.get(0);
        return client.connect(options.withUrls(urls.toArray(URI[]::new))
                        .withIdentity(Identity.anonymous("demo", name))
                        .withListener(this))
                .compose(open -> {
                    session = open;
                    return open.join(room);
                })
                .mapEmpty();
    }

    /** Sends the other party the next signal that wants to be received, about 540 bytes of it. */
    void send(Duration timeout) {
        int sequence = received.sent();
        JsonObject data = new JsonObject().put("sequence", sequence).put("filler", FILLER);
        session()
                .signalReceived(Target.session(other().session().id()), RECEIVED, data, timeout)
                .onSuccess(receipt -> received.answered(sequence, "ok"))
                .onFailure(failure -> {
                    received.answered(sequence, code(failure));
                    story.add("signal " + sequence + ": " + failure.getMessage());
                });
    }

    /** Sends the other party the next signal that is only to be relayed, a small one. */
    void relay() {
        long sentAt = System.nanoTime();
        int sequence = relayed.sent();
        session()
                .signal(Target.session(other().session().id()), RELAYED, new JsonObject().put("sequence", sequence))
                .onSuccess(done -> relayed.answered(sequence, "ok"))
                .onFailure(failure -> {
                    relayed.answered(sequence, code(failure));
                    events.add(Events.Kind.NOT_RELAYED, sentAt);
                    story.add("relayed " + sequence + ": " + failure.getMessage());
                });
    }

    /** Whether it sees itself and the other one there, and nobody else. */
    boolean seesItsRoom() {
        try {
            List<Member> members = session()
                    .room(room)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2, TimeUnit.SECONDS)
                    .members();
            return isThisPair(members);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Whether somebody who comes anew finds these two there, and nobody else. Changes the room for a moment. */
    boolean isFoundBy(Peer newcomer) {
        List<Member> members = newcomer.join(room).members();
        newcomer.leave(room);
        return isThisPair(members.stream()
                .filter(member -> !member.session().equals(newcomer.id()))
                .toList());
    }

    private boolean isThisPair(List<Member> members) {
        return members.stream().allMatch(member -> member.state().equals("online"))
                && members.stream().map(Member::session).sorted().toList().equals(sessions());
    }

    private List<String> sessions() {
        return Stream.of(session().id(), other().session().id()).sorted().toList();
    }

    private static String code(Throwable cause) {
        return cause instanceof ChappeException refused ? refused.code() : cause.toString();
    }

    @Override
    public void onSignal(Signal signal) {
        JsonObject data = (JsonObject) Objects.requireNonNull(signal.data());
        Party sender = other();
        Entries entries = signal.kind().equals(RELAYED) ? sender.relayed : sender.received;
        entries.delivered(data.getInteger("sequence"));
    }

    @Override
    public void onMembers(MembersChanged change) {
        story.add(change.toString());
        change.left().forEach(left -> events.add(Events.Kind.LEFT));
        for (Member updated : change.updated()) {
            events.add(updated.state().equals("online") ? Events.Kind.BACK : Events.Kind.RECONNECTING);
        }
    }

    @Override
    public void onState(ConnectionState state) {
        story.add(state.toString());
        if (state == ConnectionState.RECONNECTING) {
            lostAt = System.nanoTime();
        } else if (state == ConnectionState.ONLINE && lostAt != 0) {
            events.withoutSocketFor(System.nanoTime() - lostAt);
            lostAt = 0;
        }
    }

    @Override
    public void onResumed() {
        story.add("resumed");
        events.add(Events.Kind.RESUMED);
    }

    @Override
    public void onSessionLost(String lost, String next) {
        events.add(Events.Kind.SESSION_LOST);
    }

    @Override
    public void onClosed(Closed closed) {
        if (!leaving) {
            events.closed(closed.toString());
        }
    }

    Future<?> leave() {
        leaving = true;
        ChappeSession open = session;
        return open == null ? Future.succeededFuture() : open.bye();
    }

    /** What it saw, for one that came to harm. */
    String story() {
        return name + ", session " + session().id() + ":\n" + story;
    }

    Entries received() {
        return received;
    }

    Entries relayed() {
        return relayed;
    }

    boolean isSettled() {
        return received.isSettled() && relayed.isSettled();
    }

    /**
     * What it relayed, but for what a dead gateway excuses: signals to a session that was there, sent before a moment.
     *
     * @param dead urls of gateways
     * @param moment of {@link System#nanoTime}
     */
    Balance relayedWithoutExcuse(Collection<URI> dead, long moment) {
        return dead.contains(other().home) ? relayed.balanceFrom(moment) : relayed.balance();
    }

    ChappeSession session() {
        return Objects.requireNonNull(session, "not connected yet");
    }

    private Party other() {
        return Objects.requireNonNull(other, "not connected yet");
    }
}
