package io.chappe.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The generator's connections: opened a few at a time, counted, and what arrives told apart. On its event loop. */
final class Crowd {
    private final Dialer dialer;
    private final Tally tally;
    private final int atOnce;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Set<Connection> opening = new HashSet<>();
    private final Set<Connection> refused = new HashSet<>();
    private final Set<Connection> open = new HashSet<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private Consumer<Connection> whenReady = ready -> {};
    private Runnable whenSettled = () -> {};
    private Runnable whenEmpty = () -> {};

    /**
     * @param atOnce so many are on their way to be ready at a time
     */
    Crowd(Dialer dialer, Tally tally, int atOnce) {
        this.dialer = dialer;
        this.tally = tally;
        this.atOnce = atOnce;
    }

    /** Completes when something happens that makes a measurement worthless. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    void whenReady(Consumer<Connection> next) {
        whenReady = next;
    }

    /** Runs once, when all that are to be opened are ready. */
    void whenSettled(Runnable next) {
        whenSettled = next;
        settle();
    }

    Connection open(Participant participant, int server) {
        Connection connection = new Connection(participant, server, this);
        waiting.add(() -> {
            opening.add(connection);
            dialer.dial(connection, server, this::failed);
        });
        next();
        return connection;
    }

    /** The server has refused one for a moment that was on its way. */
    void refused(Connection connection) {
        tally.refusal();
        opening.remove(connection);
        refused.add(connection);
        next();
    }

    /** It comes again, with a new socket. */
    void reopen(Connection connection) {
        refused.remove(connection);
        open(connection.participant(), connection.server()).correspondent(connection.correspondent());
    }

    private void next() {
        while (opening.size() < atOnce && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    Set<Connection> connections() {
        return open;
    }

    void connected(Connection connection, ChannelHandlerContext context) {
        connection.upgrade(context);
    }

    void ready(Connection connection) {
        opening.remove(connection);
        open.add(connection);
        whenReady.accept(connection);
        next();
        settle();
    }

    private void settle() {
        if (opening.isEmpty() && waiting.isEmpty() && refused.isEmpty()) {
            Runnable settled = whenSettled;
            whenSettled = () -> {};
            settled.run();
        }
    }

    /** All say goodbye; completes when none is left. */
    CompletableFuture<Void> closeAll() {
        CompletableFuture<Void> none = new CompletableFuture<>();
        // A connection that closes leaves the set.
        List.copyOf(open).forEach(Connection::close);
        whenEmpty = () -> none.complete(null);
        empty();
        return none;
    }

    private void empty() {
        if (opening.isEmpty() && open.isEmpty()) {
            Runnable empty = whenEmpty;
            whenEmpty = () -> {};
            empty.run();
        }
    }

    void arrived(Connection connection, ByteBuf in, int start, int length) {
        switch (connection.participant().arrival(in, start, length)) {
            case MESSAGE -> connection.correspondent().message(System.nanoTime());
            case ANSWER -> {
                tally.answer();
                connection.correspondent().answer(System.nanoTime());
            }
            case REFUSAL -> tally.refusal();
            case NEWS -> connection.correspondent().news(length);
            default -> connection.other(in, start, length);
        }
    }

    void closedByServer(Connection connection, int code) {
        if (opening.contains(connection)) {
            failed(new IllegalStateException("the server closed a connection that was not ready, with " + code));
        }
    }

    void gone(Connection connection) {
        if (open.remove(connection) && !connection.isLeaving()) {
            tally.closed();
        }
        if (opening.remove(connection)) {
            failed(new IllegalStateException("a connection was lost before it was ready"));
        }
        empty();
    }

    void failed(Throwable cause) {
        failure.complete(cause);
    }
}
