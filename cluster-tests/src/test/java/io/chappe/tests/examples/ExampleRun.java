package io.chappe.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.RawSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** One pass through an example, with a socket for each of its clients. */
final class ExampleRun implements AutoCloseable {
    private final IntFunction<RawSocket> connect;
    private final Map<Integer, RawSocket> clients = new TreeMap<>();
    private final Map<Integer, List<JsonObject>> unread = new HashMap<>();
    private Map<String, Object> values = new HashMap<>();

    /**
     * @param connect opens the socket of a client, by its number from 1
     */
    ExampleRun(IntFunction<RawSocket> connect) {
        this.connect = connect;
    }

    void play(Example example) {
        example.steps().forEach(this::play);
        clients.forEach((number, socket) -> assertThat(leftOver(number, socket))
                .as("what the example does not mention of client %d", number)
                .isEmpty());
    }

    private void play(Example.Step step) {
        if (step.side() == Example.Side.CLIENT) {
            send(step);
        } else if (step.isClose()) {
            assertThat(client(step.client()).next())
                    .as("line %d", step.line())
                    .isInstanceOfSatisfying(
                            RawSocket.Close.class,
                            close -> assertThat(close.code()).isEqualTo(step.closeCode()));
            clients.remove(step.client());
        } else {
            expect(step);
        }
    }

    private void send(Example.Step step) {
        RawSocket socket = client(step.client());
        if (step.isClose()) {
            socket.frame(
                    RawSocket.FIN | RawSocket.CLOSE,
                    new byte[] {(byte) (step.closeCode() >> 8), (byte) step.closeCode()});
        } else {
            socket.text(Template.fill(step.text(), values));
        }
    }

    /** Of two messages that nothing puts in order, either may come first. */
    private void expect(Example.Step step) {
        List<JsonObject> waiting = unread.computeIfAbsent(step.client(), n -> new ArrayList<>());
        for (int i = 0; ; i++) {
            if (i == waiting.size()) {
                waiting.add(next(step, waiting));
            }
            Optional<Map<String, Object>> match = Template.match(step.text(), waiting.get(i), values);
            if (match.isPresent()) {
                values = match.get();
                waiting.remove(i);
                return;
            }
        }
    }

    private JsonObject next(Example.Step step, List<JsonObject> waiting) {
        try {
            return client(step.client()).read();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "line %d: expected %s, there is only %s".formatted(step.line(), step.text(), waiting), e);
        }
    }

    /** A client's pong comes behind all that was on its way before. */
    private List<JsonObject> leftOver(int number, RawSocket socket) {
        List<JsonObject> rest = new ArrayList<>(unread.getOrDefault(number, List.of()));
        socket.text("{\"type\":\"ping\"}");
        for (JsonObject next = socket.read(); !"pong".equals(next.getString("type")); next = socket.read()) {
            rest.add(next);
        }
        return rest;
    }

    private RawSocket client(int number) {
        return clients.computeIfAbsent(number, connect::apply);
    }

    /** Ends the sessions too, or the next example would meet them. */
    @Override
    public void close() {
        clients.values().forEach(socket -> {
            socket.text("{\"type\":\"bye\"}");
            socket.readClose();
            socket.close();
        });
    }
}
