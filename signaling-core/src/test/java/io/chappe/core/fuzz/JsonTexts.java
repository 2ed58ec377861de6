package io.chappe.core.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws JSON texts, as odd as RFC 8259 lets them be, and spoils them. */
public final class JsonTexts {
    private static final String[] SPACES = {"", "", "", "", " ", "\n", "\t", "\r", " \r\n\t "};

    private static final String[] CHARACTERS = {
        "a",
        "b",
        "0",
        " ",
        "/",
        "{",
        "}",
        "[",
        ",",
        ":",
        "'",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0000",
        "\\u001F",
        "\\u0041",
        "\\u00e4",
        "\\uD83d\\uDe00",
        "\\ud800",
        "\\uDC00",
        "\\ufeff",
        "ä",
        "€",
        "😀",
        "e\u0301",
        "\u007f",
        "\u0085",
        "\u2028",
        "\ufeff",
        "\uffff"
    };

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "1.0",
        "0.5e-7",
        "-0.0E+00",
        "1e999",
        "-1e-999",
        "9007199254740991",
        "9007199254740992",
        "999999999999999999",
        "-999999999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809"
    };

    /** What is put into a text to break it; some of it may fit. */
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "'",
        "0",
        "-",
        "+",
        ".",
        "e",
        "x",
        "u",
        "01",
        "1.",
        ".5",
        "1e",
        "0x1",
        "NaN",
        "Infinity",
        "true",
        "nul",
        "undefined",
        "//",
        "/**/",
        "#",
        "\\u12g4",
        "\\x",
        "\u0000",
        "\u0001",
        "\n",
        "\u000b",
        "\u001f",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\uff11",
        "{}",
        "[]",
        ",,",
        "\"a\":1,"
    };

    private final Random random;

    public JsonTexts(Random random) {
        this.random = random;
    }

    /** One of these. */
    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** True once in so many times. */
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /**
     * Any value.
     *
     * @param depth how many objects and arrays may be around each other in it
     */
    public String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> oneOf("true", "false", "null");
            case 1 -> number();
            case 2, 3 -> string(characters());
            case 4 -> array(values(depth - 1));
            default -> object(fields(depth - 1));
        };
    }

    private List<String> values(int depth) {
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(depth));
        }
        return values;
    }

    private List<String> fields(int depth) {
        List<String> fields = new ArrayList<>();
        for (String value : values(depth)) {
            String key = oneOf("type", "id", "to", "data", "session", "sub", "\\u0069d", "", characters());
            fields.add(field(string(key), value));
        }
        return fields;
    }

    /** Objects and arrays around each other, so many. */
    public String nested(int levels) {
        StringBuilder json = new StringBuilder(oneOf("[]", "{}"));
        for (int level = 1; level < levels; level++) {
            boolean array = random.nextBoolean();
            json.insert(0, array ? "[" + space() : "{\"a\":").append(array ? "]" : "}");
        }
        return json.toString();
    }

    public String number() {
        return switch (random.nextInt(8)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> Double.toString(random.nextGaussian() * 1e9);
            case 2 -> "-".repeat(random.nextInt(2)) + "7".repeat(1 + random.nextInt(20));
            case 3 -> onceIn(4) ? "1".repeat(95 + random.nextInt(10)) + oneOf("", ".0", "e1") : "12";
            default -> oneOf(NUMBERS);
        };
    }

    public String array(List<String> values) {
        return "[" + space() + String.join(comma(), values) + space() + "]";
    }

    public String object(List<String> fields) {
        return "{" + space() + String.join(comma(), fields) + space() + "}";
    }

    public String field(String key, String value) {
        return key + space() + ":" + space() + value;
    }

    private String comma() {
        return space() + "," + space();
    }

    /** What may stand before and behind any word. */
    public String space() {
        return oneOf(SPACES);
    }

    /** In quotes. */
    public String string(String escaped) {
        return "\"" + escaped + "\"";
    }

    /** The same text, some of it escaped. */
    public String escaped(String plain) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            text.append(onceIn(6) ? String.format(oneOf("\\u%04x", "\\u%04X"), (int) c) : String.valueOf(c));
        }
        return text.toString();
    }

    /** Of a string's inside. */
    public String characters() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(onceIn(3) ? "x".repeat(random.nextInt(20)) : oneOf(CHARACTERS));
        }
        return text.toString();
    }

    /** Changes something that may break the text, and may not. */
    public String spoilt(String json) {
        int from = random.nextInt(json.length() + 1);
        int to = Math.min(json.length(), from + random.nextInt(4));
        return switch (random.nextInt(8)) {
            case 0 -> json.substring(0, from);
            case 1 -> json.substring(0, from) + json.substring(to);
            case 2 -> json.substring(0, to) + json.substring(from);
            case 3 -> json + oneOf(PIECES);
            case 4 -> oneOf(PIECES) + json;
            case 5 -> json.substring(0, from) + (char) random.nextInt(128) + json.substring(to);
            case 6 -> json.substring(0, from) + "\\" + (char) random.nextInt(128) + json.substring(to);
            default -> json.substring(0, from) + oneOf(PIECES) + json.substring(onceIn(2) ? from : to);
        };
    }
}
