package io.chappe.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example in {@code signaling-core/PROTOCOL.md} is what really happens. An example is a fenced block with the
 * language {@code chappe}; each line of it is one frame, in the order of time:
 *
 * <ul>
 *   <li>{@code C> {...}}: the first client sends this, as it stands, well-formed or not. {@code C2> {...}}: the second
 *       client, up to {@code C9}. A client connects when it is first mentioned, those with odd numbers to one gateway,
 *       those with even numbers to another.
 *   <li>{@code S> {...}}: the server sends this to the first client; {@code S2> {...}}: to the second. All its fields
 *       must be there, and no others, unless the object ends with {@code ...}: then there may be more. Arrays may come
 *       in any order.
 *   <li>{@code S> close 4400}: the server closes the client's socket with this code. {@code C> close 1000}: the client
 *       does.
 *   <li>{@code <name>} in place of a value, with or without quotes, binds to whatever the server sends where it first
 *       stands, and must be equal wherever it stands again. In a client's line it stands for what it was bound to.
 * </ul>
 *
 * Two frames to the same client may come in the other order. In the end nothing may have been sent to a client that
 * the example does not show. The examples run one after the other, each in empty rooms; the tenant {@code demo} lets
 * anonymous peers in.
 */
class ProtocolExamplesIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final Path REFERENCE = Cluster.root().resolve("signaling-core/PROTOCOL.md");
    /** Nobody can look into the server's own, which begin with a tilde. */
    private static final Pattern ROOM = Pattern.compile("\"room\":\\s*\"([^\"<~][^\"<]*)\"");

    static List<Example> examples() throws IOException {
        return Example.in(REFERENCE);
    }

    @Test
    void theReferenceHasExamples() throws IOException {
        // When
        List<Example> examples = examples();

        // Then
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example.steps()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsWhatHappens(Example example) {
        // Given
        rooms(example).forEach(ProtocolExamplesIT::awaitEmpty);

        // When
        try (ExampleRun run = new ExampleRun(
                client -> RawSocket.open(CLUSTER.gateway((client - 1) % 2).plainPort()))) {
            // Then
            run.play(example);
        }
    }

    private static Set<String> rooms(Example example) {
        Set<String> rooms = new TreeSet<>();
        for (Example.Step step : example.steps()) {
            Matcher room = ROOM.matcher(step.text());
            while (room.find()) {
                rooms.add(room.group(1));
            }
        }
        return rooms;
    }

    /** The members of the example before are on their way out. */
    private static void awaitEmpty(String room) {
        Peer observer = CLUSTER.peer(0, "observer");
        await(room + " is empty").atMost(Duration.ofSeconds(5)).until(() -> {
            int members = observer.join(room).members().size();
            observer.leave(room);
            return members == 1;
        });
        observer.bye();
    }
}
