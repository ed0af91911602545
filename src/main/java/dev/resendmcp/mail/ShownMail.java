package dev.resendmcp.mail;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * HTML mail as a page that shows it to a person and does nothing else: without scripts, forms, frames and remote loads; links
 * show where they lead, and invisible characters are visible.
 */
public final class ShownMail {
    private static final Set<String> REMOVED = Set.of(
            "script",
            "noscript",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "form",
            "meta",
            "base",
            "link",
            "audio",
            "video",
            "source",
            "svg",
            "math",
            "template",
            "portal",
            "input",
            "button",
            "select",
            "textarea");
    private static final Set<String> URLS =
            Set.of("href", "src", "srcset", "background", "action", "poster", "xlink:href");

    private ShownMail() {}

    /** The page. */
    public static String of(String html) {
        Document document = Jsoup.parse(html);
        document.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode text) {
                    text.text(ShownText.of(text.getWholeText()));
                } else if (node instanceof DataNode style) {
                    style.setWholeData(withoutLoads(style.getWholeData()));
                } else if (node instanceof Element element) {
                    clean(element);
                }
            }
        });
        document.select(String.join(",", REMOVED)).remove();
        document.forEachNode(node -> {
            if (node instanceof Comment) {
                node.attr("#comment", "");
            }
        });
        document.head().prependElement("meta").attr("charset", "utf-8");
        return document.outerHtml();
    }

    /** All text of the page, also what its styles hide from some readers. */
    public static String words(String html) {
        return Jsoup.parse(html)
                .wholeText()
                .replaceAll("[ \\t\\x{A0}]+", " ")
                .replaceAll("( ?\\n ?)+", "\n")
                .strip();
    }

    private static void clean(Element element) {
        for (Attribute attribute : element.attributes().asList()) {
            String name = attribute.getKey().toLowerCase(Locale.ROOT);
            String value = attribute.getValue();
            boolean image = name.equals("src") && value.toLowerCase(Locale.ROOT).startsWith("data:image/");
            if (name.startsWith("on") || name.equals("target") || (URLS.contains(name) && !image)) {
                element.removeAttr(attribute.getKey());
                if (name.equals("href") || name.equals("src")) {
                    element.attr("title", ShownText.of(value));
                }
                if (name.equals("href") && element.normalName().equals("a")) {
                    element.appendText(" [" + ShownText.of(value) + "]");
                }
            } else if (name.equals("style")) {
                element.attr("style", withoutLoads(value));
            }
        }
    }

    private static String withoutLoads(String css) {
        return css.replaceAll("(?i)url\\s*\\(|@import|expression\\s*\\(", "blocked(");
    }
}
