package io.chappe.presence.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Lua files. Redis has no way for one script to use another, so an operation is sent with what it builds on before
 * it.
 */
final class ScriptFiles {
    private final String clock;

    /**
     * @param clock defines {@code now_ms}
     */
    ScriptFiles(String clock) {
        this.clock = clock;
    }

    /** Those that go by Redis' own clock. */
    static ScriptFiles byRedisClock() {
        return new ScriptFiles(read("clock"));
    }

    /**
     * Reads an operation; for the start, because it reads files.
     *
     * @param parts what it builds on, in order
     */
    Script script(String name, String... parts) {
        String text = Stream.concat(Arrays.stream(parts), Stream.of(name))
                .map(ScriptFiles::read)
                .collect(Collectors.joining("\n", clock + "\n", ""));
        return Script.of(name, text);
    }

    private static String read(String name) {
        try (InputStream file = ScriptFiles.class.getResourceAsStream(name + ".lua")) {
            if (file == null) {
                throw new IllegalStateException("no file " + name + ".lua");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
