package io.chappe.tests.harness;

import static org.awaitility.Awaitility.await;

import io.chappe.client.ChappeClient;
import io.chappe.client.ChappeException;
import io.chappe.client.ChappeSession;
import io.chappe.client.ClientOptions;
import io.chappe.client.Closed;
import io.chappe.client.Joined;
import io.chappe.client.Member;
import io.chappe.client.MembersChanged;
import io.chappe.client.Presence;
import io.chappe.client.Relayed;
import io.chappe.client.SessionListener;
import io.chappe.client.Signal;
import io.chappe.client.Target;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A client of the real protocol that keeps what it is told, and whose calls wait for their answers. */
public final class Peer implements SessionListener {
    private static final long WAIT_S = 20;
    private static final int MAX_TRIES = 4;

    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private final List<MembersChanged> changes = new CopyOnWriteArrayList<>();
    private final List<Presence> presences = new CopyOnWriteArrayList<>();
    private final List<ChappeException> errors = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, Member>> rosters = new ConcurrentHashMap<>();
    private final Future<ChappeSession> session;

    private Peer(ChappeClient client, ClientOptions options) {
        this.session = client.connect(options.withListener(this));
    }

    static Peer connect(ChappeClient client, ClientOptions options) {
        Peer peer = new Peer(client, options);
        wait(peer.session);
        return peer;
    }

    /** The answer; a failure is thrown as it is. */
    public static <T> T wait(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(WAIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ChappeException refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    public ChappeSession session() {
        return session.result();
    }

    public String id() {
        return session().id();
    }

    public Joined join(String room) {
        return wait(joining(room));
    }

    /** As a good client does, it comes again when it is told to; the roster is there before the first event is. */
    public Future<Joined> joining(String room) {
        return joining(room, MAX_TRIES).onSuccess(joined -> {
            Map<String, Member> members = new ConcurrentHashMap<>();
            joined.members().forEach(member -> members.put(member.session(), member));
            rosters.put(room, members);
        });
    }

    private Future<Joined> joining(String room, int tries) {
        return session().join(room).recover(failure -> {
            boolean again = failure instanceof ChappeException refused
                    && refused.retryAfterMs().isPresent();
            return again && tries > 1 ? joining(room, tries - 1) : Future.failedFuture(failure);
        });
    }

    public void leave(String room) {
        wait(session().leave(room));
    }

    public Relayed signal(Target to, Object data) {
        return wait(session().signal(to, "test", data));
    }

    public Relayed signal(Target to, Object data, Duration timeout) {
        return wait(session().signal(to, "test", data, timeout));
    }

    public void watch(String... peers) {
        wait(session().watch(peers));
    }

    /** Ends the session and waits for it. */
    public Closed bye() {
        return wait(session().bye());
    }

    public Closed closed() {
        return wait(session().closed());
    }

    public List<Signal> signals() {
        return signals;
    }

    public List<MembersChanged> changes() {
        return changes;
    }

    public List<Presence> presences() {
        return presences;
    }

    public List<ChappeException> errors() {
        return errors;
    }

    /** The peers in a room as this client sees them, sorted; one with two sessions twice. */
    public List<String> peersIn(String room) {
        return members(room).stream().map(Member::peer).sorted().toList();
    }

    public Set<String> sessionsIn(String room) {
        return new TreeSet<>(rosters.getOrDefault(room, Map.of()).keySet());
    }

    public Collection<Member> members(String room) {
        return new TreeMap<>(rosters.getOrDefault(room, Map.of())).values();
    }

    /** Waits until as many signals have come, and gives them out. */
    public List<Signal> awaitSignals(int count) {
        awaitThat("signals", () -> signals.size() >= count);
        return signals;
    }

    public void awaitPresence(Predicate<Presence> expected) {
        awaitThat("presence", () -> presences.stream().anyMatch(expected));
    }

    public void awaitPeersIn(String room, String... peers) {
        List<String> expected = List.of(peers).stream().sorted().toList();
        awaitThat("roster", () -> peersIn(room).equals(expected));
    }

    void awaitSessionIn(String room, String session) {
        awaitThat("roster", () -> sessionsIn(room).contains(session));
    }

    private void awaitThat(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(Duration.ofSeconds(WAIT_S))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    @Override
    public void onSignal(Signal signal) {
        signals.add(signal);
    }

    @Override
    public void onMembers(MembersChanged change) {
        changes.add(change);
        Map<String, Member> members = rosters.computeIfAbsent(change.room(), r -> new ConcurrentHashMap<>());
        change.left().forEach(departure -> members.remove(departure.member().session()));
        change.joined().forEach(member -> members.put(member.session(), member));
        change.updated().forEach(member -> members.put(member.session(), member));
    }

    @Override
    public void onPresence(Presence presence) {
        presences.add(presence);
    }

    @Override
    public void onError(ChappeException error) {
        errors.add(error);
    }
}
