package io.chappe.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    enum Colour {
        RED,
        GREEN
    }

    record Listener(
            @Setting(help = "The port.") int port,
            @Setting(def = "true", help = "With TLS.") boolean tls) {
        Listener {
            Require.port("port", port);
        }
    }

    record Tls(
            @Setting(help = "The file.") Path certificate,
            @Setting(def = "''", help = "Its password.") Secret password) {}

    record Garden(
            @Setting(def = "rose", help = "Its name.") String name,
            @Setting(def = "1m", help = "How long.") Duration patience,
            @Setting(def = "green", help = "Which.") Colour colour,
            @Setting(def = "[a, b]", help = "Some.") List<String> beds,
            @Setting(def = "[]", help = "Doors.") List<Listener> listeners,
            @Setting(help = "Perhaps.") @Nullable Long seed,
            @Nullable Tls tls,

            @Setting(def = "{port: 9080}", help = "Operations.")
            OperationsConfig operations) {}

    @TempDir
    Path folder;

    @Test
    void tellsAnElementAsJsonWithoutWhatItLeavesOut() {
        // When
        String json =
                ConfigLoader.elementJson(Typed.class, "things[]", "{count: '7', on: true, name: 12, parts: [1.5]}");

        // Then
        assertThat(json).isEqualTo("{\"count\":7,\"on\":true,\"name\":\"12\",\"parts\":[1.5]}");
    }

    record Typed(
            @Setting(help = "How many.") int count,
            @Setting(help = "Whether.") boolean on,
            @Setting(help = "Which.") String name,
            @Setting(help = "What of.") List<Double> parts,
            @Setting(def = "1s", help = "How long.") Duration life) {}

    @Test
    void takesTheDefaultsOfTheRecords() {
        // When
        Garden garden = ConfigLoader.load(Garden.class, new String[0], Map.of("PATH", "/bin"));

        // Then
        assertThat(garden)
                .isEqualTo(new Garden(
                        "rose",
                        Duration.ofMinutes(1),
                        Colour.GREEN,
                        List.of("a", "b"),
                        List.of(),
                        null,
                        null,
                        new OperationsConfig("127.0.0.1", 9080, null)));
    }

    @Test
    void takesTheFileOverTheDefaultsAndTheEnvironmentOverTheFile() throws IOException {
        // Given
        Path file = file("name: 007\ncolour: RED\npatience: 250ms\noperations:\n  host: 0.0.0.0\n  port: 1\n");

        // When
        Garden garden = ConfigLoader.load(
                Garden.class,
                new String[] {"--config", file.toString()},
                Map.of("CHAPPE_OPERATIONS_PORT", "2", "CHAPPE_BEDS", "[c]", "CHAPPE_SEED", "5"));

        // Then
        assertThat(garden.name()).isEqualTo("007");
        assertThat(garden.colour()).isEqualTo(Colour.RED);
        assertThat(garden.patience()).isEqualTo(Duration.ofMillis(250));
        assertThat(garden.operations()).isEqualTo(new OperationsConfig("0.0.0.0", 2, null));
        assertThat(garden.beds()).containsExactly("c");
        assertThat(garden.seed()).isEqualTo(5);
    }

    @Test
    void findsTheFileByTheEnvironment() throws IOException {
        // Given
        Map<String, String> environment =
                Map.of("CHAPPE_CONFIG", file("name: iris").toString(), "CHAPPE_LOG_LEVEL", "debug");

        // When
        Garden garden = ConfigLoader.load(Garden.class, new String[0], environment);

        // Then
        assertThat(garden.name()).isEqualTo("iris");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CHAPPE_LOG_FORMAT | xml     | CHAPPE_LOG_FORMAT must be one of plain, json, it is 'xml'
            CHAPPE_LOG_LEVEL  | verbose | CHAPPE_LOG_LEVEL must be one of off, error, warn, info, debug, trace, it is 'verbose'
            """)
    void refusesWhatTheLogDoesNotKnow(String name, String value, String sentence) {
        // Then
        assertThatThrownBy(() -> ConfigLoader.load(Garden.class, new String[0], Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(sentence);
    }

    @Test
    void readsListsOfRecordsWithTheirOwnDefaults() {
        // When
        Garden garden = ConfigLoader.load(
                Garden.class, new String[0], Map.of("CHAPPE_LISTENERS", "[{port: 1}, {port: 2, tls: false}]"));

        // Then
        assertThat(garden.listeners()).containsExactly(new Listener(1, true), new Listener(2, false));
    }

    @Test
    void makesAnOptionalRecordAsSoonAsOneOfItsSettingsIsGiven() {
        // When
        Garden garden = ConfigLoader.load(
                Garden.class, new String[0], Map.of("CHAPPE_TLS_CERTIFICATE", "a.pem", "CHAPPE_TLS_PASSWORD", "hush"));

        // Then
        assertThat(garden.tls()).isEqualTo(new Tls(Path.of("a.pem"), new Secret("hush")));
        assertThat(garden.toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nmae: x                          | yaml:1: nmae: no such setting; known here: name, patience, colour, beds, listeners, seed, tls, operations
            'operations: {prot: 1}'          | yaml:1: operations.prot: no such setting; known here: host, port, key
            'operations: {port: 70000}'      | yaml:1: operations.port must be 0 to 65535, it is 70000
            'listeners: [{port: 1},{}]'      | listeners[1].port is missing: add it (integer)
            'listeners: [{port: 70000}]'     | yaml:1: listeners[0].port must be 0 to 65535, it is 70000
            'tls: {password: x}'             | tls.certificate is missing: add it (file name) to the configuration file or set CHAPPE_TLS_CERTIFICATE
            patience: 5                      | yaml:1: patience: expected duration such as 250ms, 5s or 1m, found '5'
            colour: blue                     | yaml:1: colour: expected red or green, found 'blue'
            seed: many                       | yaml:1: seed: expected integer, found 'many'
            seed: 1.5                        | yaml:1: seed: expected integer, found '1.5'
            name: [x]                        | yaml:1: name: expected text
            beds: x                          | yaml:1: beds: expected list of text
            beds: [a, ]                      |
            'beds: [a, null]'                | yaml:1: beds: an element is empty
            '{name: x, name: y}'             | yaml:1: name: given twice
            '{name: &n x, beds: [*n]}'       | yaml:1: beds[0]: YAML aliases are not read; write the value
            """)
    void refusesWhatItDoesNotUnderstand(String yaml, @Nullable String message) {
        // When
        ThrowingCallable loading = () -> ConfigLoader.parse(Garden.class, yaml);

        // Then
        if (message == null) {
            assertThat(ConfigLoader.parse(Garden.class, yaml)).isNotNull();
        } else {
            assertThatThrownBy(loading).isInstanceOf(ConfigException.class).hasMessage(message);
        }
    }

    @Test
    void readsAnElementThatIsGivenAlone() {
        // When
        Garden garden = ConfigLoader.element(Garden.class, "gardens[]", "name", "kew", "{colour: red, name: kew}");
        Garden unnamed = ConfigLoader.element(Garden.class, "gardens[]", "name", "kew", "colour: red");

        // Then
        assertThat(garden).isEqualTo(unnamed);
        assertThat(garden.name()).isEqualTo("kew");
        assertThat(garden.colour()).isEqualTo(Colour.RED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "\n\nname: hyde"             | line 3: gardens[].name must be 'kew', or left out
            "name: kew\nnmae: x"         | line 2: gardens[].nmae: no such setting; known here: name, patience, colour, beds, listeners, seed, tls, operations
            "beds: []\npatience: long"   | line 2: gardens[].patience: expected duration such as 250ms, 5s or 1m, found 'long'
            "operations:\n  port: 70000" | line 2: gardens[].operations.port must be 0 to 65535, it is 70000
            "tls: {password: x}"         | gardens[].tls.certificate is missing: add it (file name)
            "name: kew\n  beds: ["       | line 2: not YAML: mapping values are not allowed here
            "# nothing"                  | gardens[] is empty
            """)
    void saysWhatIsWrongInAnElement(String yaml, String message) {
        // When
        ThrowingCallable loading =
                () -> ConfigLoader.element(Garden.class, "gardens[]", "name", "kew", yaml.translateEscapes());

        // Then
        assertThatThrownBy(loading).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void namesTheLineOfAMistake() throws IOException {
        // Given
        Path file = file("# a garden\nname: x\noperations:\n  host: localhost\n  port: -1\n");

        // When
        var failure = failureOf(new String[] {"--config", file.toString()}, Map.of());

        // Then
        failure.hasMessage(file + ":5: operations.port must be 0 to 65535, it is -1");
    }

    @Test
    void namesTheLineWhereTheFileIsNoYaml() throws IOException {
        // Given
        Path file = file("name: x\n  beds: [\n");

        // When
        var failure = failureOf(new String[] {"--config", file.toString()}, Map.of());

        // Then
        failure.hasMessageStartingWith(file + ":2: not YAML: ").hasMessageNotContaining("\n");
    }

    @Test
    void namesTheVariableOfAMistake() {
        // When
        var failure = failureOf(new String[0], Map.of("CHAPPE_OPERATIONS_PORT", "x"));

        // Then
        failure.hasMessage("CHAPPE_OPERATIONS_PORT: operations.port: expected integer, found 'x'");
    }

    @Test
    void refusesAVariableThatSetsNothing() {
        // When
        var failure = failureOf(new String[0], Map.of("CHAPPE_OPERATION_PORT", "1"));

        // Then
        failure.hasMessage("CHAPPE_OPERATION_PORT: no such setting; --help lists them all");
    }

    @Test
    void refusesAMissingFile() {
        // When
        var failure = failureOf(new String[] {"--config", "/nowhere.yaml"}, Map.of());

        // Then
        failure.hasMessage("cannot read the configuration file /nowhere.yaml: it does not exist");
    }

    @Test
    void refusesAnUnknownArgument() {
        // When
        var failure = failureOf(new String[] {"--confg", "x"}, Map.of());

        // Then
        failure.hasMessage("'--confg x' is not understood; use --config FILE, or --help");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> failureOf(String[] args, Map<String, String> env) {
        return assertThatThrownBy(() -> ConfigLoader.load(Garden.class, args, env))
                .isInstanceOf(ConfigException.class);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("garden.yaml"), yaml);
    }
}
