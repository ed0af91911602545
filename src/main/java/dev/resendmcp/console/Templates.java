package dev.resendmcp.console;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.google.common.html.HtmlEscapers;
import dev.resendmcp.mail.ShownText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Pages from templates. Every value is escaped, and its invisible characters are shown. */
final class Templates {
    private final DefaultMustacheFactory factory = new DefaultMustacheFactory("console") {
        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(HtmlEscapers.htmlEscaper().escape(ShownText.of(value)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };
    private final Map<String, Mustache> compiled = new ConcurrentHashMap<>();

    String page(String name, Map<String, Object> model) {
        StringWriter out = new StringWriter();
        compiled.computeIfAbsent(name, any -> factory.compile(name + ".mustache"))
                .execute(out, model);
        return out.toString();
    }
}
