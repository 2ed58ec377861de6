package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.CommandLine;
import io.chappe.tests.harness.CommandLine.Ended;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code deploy/chappe} says of itself: its help, its completion, and which operations of the API it has. */
@Timeout(120)
class ChappeHelpIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final String COMMANDS = """
            import sys
            sys.dont_write_bytecode = True
            sys.path.insert(0, "deploy")
            from cli import main, commands, operations
            for command in commands.COMMANDS.values():
                for operation in command.operations:
                    print(operation, *operations.OPERATIONS[operation])
            """;

    private final Admin admin = CLUSTER.admin(0);
    private final CommandLine chappe = CommandLine.of(admin);

    @Test
    void hasACommandForEachOperation() throws Exception {
        // Given
        JsonObject paths = served().getJsonObject("paths");
        Set<String> promised = new TreeSet<>();
        paths.fieldNames()
                .forEach(path -> paths.getJsonObject(path).forEach(operation -> {
                    String id = ((JsonObject) operation.getValue()).getString("operationId");
                    promised.add(String.join(" ", id, operation.getKey().toUpperCase(Locale.ROOT), path));
                }));

        // When
        Ended ended = chappe.shell("python3 -c '" + COMMANDS + "'");

        // Then
        assertThat(new TreeSet<>(ended.output().lines().toList()))
                .as(ended.errors())
                .isEqualTo(promised);
    }

    private JsonObject served() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(admin.url() + "/admin/openapi.json"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return new JsonObject(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    @Test
    void eachCommandHasAnExampleOfItself() {
        // Given
        List<String> commands = chappe.run()
                .output()
                .lines()
                .dropWhile(line -> !line.startsWith("Commands"))
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.strip().replaceFirst("  .*", ""))
                .toList();

        // When
        List<Ended> helps = commands.stream()
                .map(command -> chappe.shell("chappe " + command + " --help"))
                .toList();

        // Then
        assertThat(commands).hasSizeGreaterThan(15).contains("drain", "rooms list", "tokens revoke");
        assertThat(helps).allSatisfy(help -> {
            assertThat(help.status()).isZero();
            assertThat(help.output()).startsWith("usage: chappe ").containsPattern("Example:\n  .*chappe ");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "room, is it 'rooms'?",
        "nodes drian x, is it 'drain'?",
        "rooms show, missing: ROOM",
        "nodes --prefix x, not understood: --prefix",
        "rooms --limit many, --limit wants a number",
        "drain x --within 0, --within wants a number",
        "--json, which command?"
    })
    void saysWhatItDoesNotUnderstand(String words, String reason) {
        // When
        Ended ended = chappe.shell("chappe " + words);

        // Then
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.errors()).startsWith("chappe: ").contains(reason).doesNotContain("Traceback");
        assertThat(ended.output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'chappe ro', rooms",
        "'chappe rooms cl', close",
        "'chappe rooms --ten', --tenant",
        "'chappe drain x --w', --within",
        "'chappe --url http://127.0.0.1:1 no', nodes",
        "'chappe completion z', zsh",
        "'chappe rooms lock comp', complete\\ me/now",
        "'chappe rooms lock complete\\ m', complete\\ me/now",
        "'chappe rooms lock \"complete m', complete me/now",
        "'chappe rooms lock room:', 1",
        "'chappe rooms lock --url http://127.0.0.1:1 co', ''"
    })
    void bashCompletes(String line, String completed) {
        // Given
        CommandLine demo = chappe.with("CHAPPE_TENANT", "demo");
        CLUSTER.peer(0, "ann").join("complete me/now");
        CLUSTER.peer(0, "bob").join("room:1");

        // When: what readline does for the key, words split as it splits them
        Ended ended = demo.with("LINE", line).shell("""
                        source <(chappe completion bash)
                        complete -p chappe >&2
                        COMP_LINE=$LINE COMP_POINT=${#LINE}
                        word=${LINE##* }
                        [[ $LINE != *'"'* ]] || word='"'${LINE#*'"'}
                        [[ $LINE != *\\\\\\ * ]] || word='complete\\ m'
                        COMP_WORDS=(chappe x "${word##*:}") COMP_CWORD=2
                        [[ $word != *: ]] || COMP_WORDS[2]=:
                        _chappe
                        printf '%s' "${COMPREPLY[*]}"
                        """);

        // Then
        assertThat(ended.output()).isEqualTo(completed);
        assertThat(ended.errors()).isEqualTo("complete -F _chappe chappe\n");
    }

    @Test
    void theScriptForBashIsSound() {
        // When
        Ended ended = chappe.shell("chappe completion bash | shellcheck -s bash -");

        // Then
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(chappe.run("completion", "zsh").output()).startsWith("#compdef chappe\n");
    }
}
