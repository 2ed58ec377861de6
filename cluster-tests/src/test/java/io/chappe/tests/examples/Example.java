package io.chappe.tests.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One fenced block with the language {@code chappe} in a Markdown file.
 *
 * @param line of its fence in the file
 */
record Example(String heading, int line, List<Step> steps) {
    private static final Pattern STEP = Pattern.compile("(?<side>[CS])(?<client>[2-9]?)> (?<text>.+)");

    /** One line of it. */
    record Step(Side side, int client, String text, int line) {
        boolean isClose() {
            return text.startsWith("close ");
        }

        int closeCode() {
            return Integer.parseInt(text.substring("close ".length()));
        }
    }

    enum Side {
        CLIENT,
        SERVER
    }

    static List<Example> in(Path markdown) throws IOException {
        List<Example> examples = new ArrayList<>();
        List<Step> steps = null;
        String heading = "";
        int lineNumber = 0;
        int fence = 0;
        for (String line : Files.readAllLines(markdown)) {
            lineNumber++;
            if (line.equals("```chappe")) {
                steps = new ArrayList<>();
                fence = lineNumber;
            } else if (line.equals("```") && steps != null) {
                examples.add(new Example(heading, fence, List.copyOf(steps)));
                steps = null;
            } else if (steps != null && !line.isBlank()) {
                steps.add(step(line, lineNumber));
            } else if (steps == null && line.startsWith("#")) {
                heading = line.replaceFirst("#+ ", "");
            }
        }
        return examples;
    }

    private static Step step(String line, int number) {
        Matcher step = STEP.matcher(line);
        if (!step.matches()) {
            throw new AssertionError("line " + number + " is no line of an example: " + line);
        }
        int client = step.group("client").isEmpty() ? 1 : Integer.parseInt(step.group("client"));
        Side side = step.group("side").equals("C") ? Side.CLIENT : Side.SERVER;
        return new Step(side, client, step.group("text"), number);
    }

    @Override
    public String toString() {
        return heading + ", line " + line;
    }
}
