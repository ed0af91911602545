package dev.resendmcp.mail;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The HTML of a mail as text or as Markdown. What a person does not see, such as scripts and hidden parts, is left out. */
public final class HtmlText {
    /** Characters of HTML that are read; the rest of a longer mail is not. */
    public static final int MOST_HTML = 2_000_000;

    private static final Pattern HIDDEN = Pattern.compile(
            "(?i)display\\s*:\\s*none|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0(?![.\\d]*[1-9])|opacity\\s*:\\s*0(?![.\\d]*[1-9])");

    private static final Pattern MANY_LINES = Pattern.compile("\\n[ \\n]*\\n");
    private static final Pattern SPACES = Pattern.compile("[ \\u00A0\\t]+");
    private static final Pattern LINE_ENDS = Pattern.compile(" ?\\n ?");

    private HtmlText() {}

    /** The text of the HTML, with line breaks between its blocks. */
    public static String text(String html) {
        return convert(html, false);
    }

    /** The same with headings, lists, emphasis and links. */
    public static String markdown(String html) {
        return convert(html, true);
    }

    private static String convert(String html, boolean markdown) {
        Document page = Jsoup.parse(html.length() <= MOST_HTML ? html : html.substring(0, MOST_HTML));
        page.select("script,style,head,template,noscript,[hidden]").remove();
        page.select("[style]").forEach(element -> {
            if (HIDDEN.matcher(element.attr("style")).find()) {
                element.remove();
            }
        });
        Writer writer = new Writer(markdown);
        page.body().traverse(writer);
        String spaced =
                LINE_ENDS.matcher(SPACES.matcher(writer.out).replaceAll(" ")).replaceAll("\n");
        return MANY_LINES.matcher(spaced).replaceAll("\n\n").strip();
    }

    /** Writes one document. */
    private static final class Writer implements NodeVisitor {
        private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
        /** Blocks that begin and end in a way of their own. */
        private static final Set<String> UNBROKEN = Set.of("td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6");

        private static final Set<String> CELLS = Set.of("td", "th");
        private static final Set<String> LINES = Set.of("div", "tr", "section", "header", "footer", "dd", "dt");
        private static final int LONGEST_LINK = 300;

        private final boolean markdown;
        private final StringBuilder out = new StringBuilder();

        private Writer(boolean markdown) {
            this.markdown = markdown;
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                out.append(text.getWholeText().replace('\n', ' ').replace('\r', ' '));
            } else if (node instanceof Element element) {
                begin(element, element.normalName());
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                end(element, element.normalName());
            }
        }

        private void begin(Element element, String name) {
            if (name.equals("br")) {
                out.append('\n');
            } else if (name.equals("li")) {
                out.append("\n- ");
            } else if (HEADINGS.contains(name)) {
                out.append("\n\n").append(markdown ? "#".repeat(name.charAt(1) - '0') + " " : "");
            } else if (name.equals("img")) {
                out.append(element.attr("alt").isBlank() ? "" : "(image: " + element.attr("alt") + ")");
            } else if (markdown) {
                out.append(emphasis(name)).append(link(element).isEmpty() ? "" : "[");
            }
            breakLine(element, name);
        }

        private void end(Element element, String name) {
            if (markdown) {
                String link = link(element);
                out.append(emphasis(name)).append(link.isEmpty() ? "" : "](" + link + ")");
            }
            if (CELLS.contains(name)) {
                out.append(' ');
            }
            if (HEADINGS.contains(name)) {
                out.append("\n\n");
            }
            breakLine(element, name);
        }

        private void breakLine(Element element, String name) {
            if (LINES.contains(name)) {
                out.append('\n');
            } else if (element.isBlock() && !UNBROKEN.contains(name)) {
                out.append("\n\n");
            }
        }

        private static String emphasis(String name) {
            return switch (name) {
                case "b", "strong" -> "**";
                case "i", "em" -> "_";
                default -> "";
            };
        }

        /** The address of a link; empty if it has none that a reader could open. */
        private static String link(Element element) {
            String address =
                    element.normalName().equals("a") ? element.attr("href").strip() : "";
            String scheme = address.toLowerCase(Locale.ROOT);
            boolean opens =
                    scheme.startsWith("https://") || scheme.startsWith("http://") || scheme.startsWith("mailto:");
            return opens && address.length() <= LONGEST_LINK ? address : "";
        }
    }
}
