package dev.resendmcp.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.html.HtmlEscapers;
import dev.resendmcp.testing.OpsFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The panels of the dashboard as SVG, where the dashboard has them, with what Prometheus answers to their queries. */
final class DashboardPicture {
    private static final int COLUMN = 60;
    private static final int LINE = 30;
    private static final int MARGIN = 8;
    private static final int TITLE = 24;
    private static final int LEGEND = 20;
    private static final int MOST_NAMED = 4;
    private static final List<String> COLORS = List.of(
            "#73bf69", "#5794f2", "#ff9830", "#f2495c", "#b877d9", "#fade2a", "#8ab8ff", "#ff7383", "#96d98d",
            "#ca95e5");
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private final PrometheusProcess prometheus;
    private final Instant from;
    private final Instant to;
    private final StringBuilder svg = new StringBuilder();

    /**
     * @param prometheus answers the queries
     * @param from begin of the time shown
     * @param to end of the time shown
     */
    DashboardPicture(PrometheusProcess prometheus, Instant from, Instant to) {
        this.prometheus = prometheus;
        this.from = from;
        this.to = to;
    }

    /** Draws it. */
    String draw() {
        int height = 0;
        for (JsonNode panel : OpsFiles.dashboard().path("panels")) {
            JsonNode at = panel.path("gridPos");
            height = Math.max(height, (at.path("y").asInt() + at.path("h").asInt()) * LINE);
        }
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\">%n"
                .formatted(24 * COLUMN, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#111217\"/>\n");
        OpsFiles.dashboard().path("panels").forEach(this::panel);
        return svg.append("</svg>\n").toString();
    }

    private void panel(JsonNode panel) {
        JsonNode at = panel.path("gridPos");
        int x = at.path("x").asInt() * COLUMN;
        int y = at.path("y").asInt() * LINE;
        int width = at.path("w").asInt() * COLUMN - MARGIN;
        int height = at.path("h").asInt() * LINE - MARGIN;
        String title = panel.path("title").asText();
        if (panel.path("type").asText().equals("row")) {
            text(x + MARGIN, y + LINE - MARGIN, 16, "#ffffff", title);
            return;
        }
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"#181b1f\" stroke=\"#2c3235\"/>%n"
                .formatted(x, y, width, height));
        text(x + MARGIN, y + 17, 13, "#ccccdc", title);
        if (panel.path("type").asText().equals("stat")) {
            text(x + width / 3, y + height / 2 + 20, 24, "#73bf69", newest(panel));
        } else {
            curves(panel, new Area(x + 52, y + TITLE, width - 60, height - TITLE - LEGEND));
        }
    }

    /** Where curves are drawn. */
    private record Area(int x, int y, int width, int height) {}

    /** A curve: its name, times and values. */
    private record Curve(String name, List<double[]> points) {
        double most() {
            return points.stream().mapToDouble(point -> point[1]).max().orElse(0);
        }
    }

    private void curves(JsonNode panel, Area area) {
        List<Curve> curves = OpsFiles.targets(panel)
                .flatMap(target ->
                        prometheus.range(AlertRun.query(target), from, to).map(result -> curve(target, result)))
                .toList();
        double most = curves.stream().mapToDouble(Curve::most).max().orElse(0);
        double top = most > 0 ? most : 1;
        String unit = panel.path("fieldConfig").path("defaults").path("unit").asText();
        for (int i = 0; i <= 2; i++) {
            int y = area.y + area.height - i * area.height / 2;
            svg.append("<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#2c3235\"/>%n"
                    .formatted(area.x, area.x + area.width, y, y));
            text(area.x - 46, y + 4, 10, "#9fa7b3", number(top * i / 2, unit));
        }
        for (int i = 0; i < curves.size(); i++) {
            String color = COLORS.get(i % COLORS.size());
            svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>%n"
                    .formatted(color, points(curves.get(i), top, area)));
            if (i < MOST_NAMED) {
                int x = area.x + i * area.width / MOST_NAMED;
                text(x, area.y + area.height + 15, 10, color, cut(curves.get(i).name()));
            }
        }
    }

    private static Curve curve(JsonNode target, JsonNode result) {
        List<double[]> points = new ArrayList<>();
        result.path("values")
                .forEach(point -> points.add(new double[] {
                    point.path(0).asDouble(), Double.parseDouble(point.path(1).asText())
                }));
        points.removeIf(point -> !Double.isFinite(point[1]));
        Matcher labels = LABEL.matcher(target.path("legendFormat").asText());
        return new Curve(
                labels.replaceAll(label -> Matcher.quoteReplacement(
                        result.path("metric").path(label.group(1)).asText())),
                points);
    }

    private String points(Curve curve, double top, Area area) {
        double seconds = Math.max(1, to.getEpochSecond() - from.getEpochSecond());
        return curve.points.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%.0f,%.0f",
                        area.x + (point[0] - from.getEpochSecond()) / seconds * area.width,
                        area.y + area.height - point[1] / top * area.height))
                .collect(Collectors.joining(" "));
    }

    private String newest(JsonNode panel) {
        JsonNode target = panel.path("targets").path(0);
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        JsonNode result = prometheus.query(AlertRun.query(target)).findFirst().orElseThrow();
        if (panel.path("options").path("textMode").asText().equals("name")) {
            return result.path("metric").path("version").asText();
        }
        String value = result.path("value").path(1).asText();
        JsonNode mapped =
                defaults.path("mappings").path(0).path("options").path(value).path("text");
        return mapped.isTextual()
                ? mapped.asText()
                : number(Double.parseDouble(value), defaults.path("unit").asText());
    }

    private static String number(double value, String unit) {
        return switch (unit) {
            case "bytes" -> String.format(Locale.ROOT, "%.1f MB", value / 1e6);
            case "percentunit" -> String.format(Locale.ROOT, "%.0f %%", value * 100);
            case "s" ->
                value < 1
                        ? String.format(Locale.ROOT, "%.0f ms", value * 1e3)
                        : String.format(Locale.ROOT, "%.1f s", value);
            case "reqps", "ops" -> String.format(Locale.ROOT, "%.1f/s", value);
            default -> String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
        };
    }

    private static String cut(String name) {
        return name.length() > 20 ? name.substring(0, 19) + "…" : name;
    }

    private void text(int x, int y, int size, String color, String text) {
        svg.append("<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>%n"
                .formatted(x, y, size, color, HtmlEscapers.htmlEscaper().escape(text)));
    }
}
