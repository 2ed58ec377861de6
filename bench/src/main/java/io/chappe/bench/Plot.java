package io.chappe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars with the range of the runs, as an SVG that is readable on light and on dark pages. */
final class Plot {
    private static final int WIDTH = 720;
    private static final int LABELS = 230;
    private static final int VALUES = 90;
    private static final int ROW = 26;
    private static final int HEAD = 34;

    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String label, Sample sample) {}

    Plot(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** One more bar, below the others, if there is something to show. */
    Plot bar(String label, Sample sample) {
        if (!sample.isEmpty()) {
            bars.add(new Bar(label, sample));
        }
        return this;
    }

    /** Writes it, unless there is no bar. */
    void write(Path file) throws IOException {
        if (!bars.isEmpty()) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, svg());
        }
    }

    private String svg() {
        double most = bars.stream().mapToDouble(bar -> bar.sample.most()).max().orElseThrow();
        double scale = (WIDTH - LABELS - VALUES) / most;
        StringBuilder svg = new StringBuilder();
        svg.append(format("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13" role="img">
                <title>%s</title>
                <style>text{fill:#222}.bar{fill:#3a7bd5}.range{stroke:#222;stroke-width:1.5}@media(prefers-color-scheme:dark){text{fill:#ddd}.range{stroke:#ddd}}</style>
                <text x="8" y="20" font-weight="bold">%s</text>
                """, WIDTH, HEAD + ROW * bars.size() + 8, escaped(title), escaped(title)));
        for (int i = 0; i < bars.size(); i++) {
            row(svg, bars.get(i), HEAD + ROW * i, scale);
        }
        return svg.append("</svg>\n").toString();
    }

    private void row(StringBuilder svg, Bar bar, int top, double scale) {
        double end = LABELS + bar.sample.median() * scale;
        int middle = top + ROW / 2;
        svg.append(format(
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect class="bar" x="%d" y="%d" width="%.1f" height="%d"/>
                <path class="range" d="M%.1f %d H%.1f"/>
                <text x="%.1f" y="%d">%s %s</text>
                """,
                LABELS - 8,
                middle + 4,
                escaped(bar.label),
                LABELS,
                top + 4,
                end - LABELS,
                ROW - 8,
                LABELS + bar.sample.least() * scale,
                middle,
                LABELS + bar.sample.most() * scale,
                LABELS + bar.sample.most() * scale + 6,
                middle + 4,
                Sample.number(bar.sample.median()),
                escaped(unit)));
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
