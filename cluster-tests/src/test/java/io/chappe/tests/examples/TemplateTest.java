package io.chappe.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void aPlaceholderBindsAtItsFirstUseAndMustThenBeEqual() {
        // When
        Optional<Map<String, Object>> match =
                match("{\"a\":\"<x>\",\"b\":[<v>,{\"c\":\"<x>\"}]}", "{\"a\":\"1\",\"b\":[{\"c\":\"1\"},2]}");

        // Then
        assertThat(match).contains(Map.of("x", "1", "v", 2));
        assertThat(match("{\"a\":\"<x>\",\"b\":\"<x>\"}", "{\"a\":\"1\",\"b\":\"2\"}"))
                .isEmpty();
    }

    @Test
    void otherFieldsAreOnlyAllowedWhereTheExampleSaysSo() {
        // Then
        assertThat(match("{\"a\":1}", "{\"a\":1,\"b\":2}")).isEmpty();
        assertThat(match("{\"a\":1, ...}", "{\"a\":1,\"b\":2}")).isPresent();
        assertThat(match("{\"a\":{...}}", "{\"a\":{\"b\":2}}")).isPresent();
        assertThat(match("{\"a\":1, ...}", "{\"b\":2}")).isEmpty();
    }

    @Test
    void aClientSendsWhatPlaceholdersWereBoundTo() {
        // When
        String filled = Template.fill("{\"to\":{\"session\":\"<bob>\"},\"n\":<v>}", Map.of("bob", "s1", "v", 7));

        // Then
        assertThat(filled).isEqualTo("{\"to\":{\"session\":\"s1\"},\"n\":7}");
    }

    private static Optional<Map<String, Object>> match(String expected, String actual) {
        return Template.match(expected, new JsonObject(actual), Map.of());
    }
}
