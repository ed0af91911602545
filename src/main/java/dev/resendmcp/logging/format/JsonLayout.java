package dev.resendmcp.logging.format;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicReference;

/** Writes each event as one line of JSON in plain ASCII. */
final class JsonLayout<E> extends LayoutBase<E> {
    /** The last one before DELETE, which is a control code. */
    private static final int LAST_PRINTABLE = 126;

    private static final int USUAL_LENGTH = 512;

    private final JsonFactory json = new JsonFactory();
    private final Fields<E> fields;
    private final AtomicReference<Line> last;

    /** The line of an event. */
    private record Line(Object event, String text) {}

    /** Layouts of one log write the same, so that an event that goes to several places is formatted once. */
    JsonLayout(Context context, Fields<E> fields) {
        setContext(context);
        this.fields = fields;
        this.last =
                lastLine(context, getClass().getName() + "/" + fields.getClass().getName());
    }

    @SuppressWarnings("unchecked") // Nobody else knows the key.
    private static AtomicReference<Line> lastLine(Context context, String key) {
        synchronized (context) {
            if (context.getObject(key) == null) {
                context.putObject(key, new AtomicReference<Line>());
            }
            return (AtomicReference<Line>) context.getObject(key);
        }
    }

    @Override
    public void start() {
        fields.start();
        super.start();
    }

    @Override
    public String doLayout(E event) {
        Line known = last.get();
        if (known != null && known.event() == event) {
            // An event goes to few places, one right after the other.
            return known.text();
        }
        String text = format(event);
        last.set(new Line(event, text));
        return text;
    }

    private String format(E event) {
        StringWriter line = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator to = json.createGenerator(line)) {
            // The platform's character set may be ASCII.
            to.setHighestNonEscapedChar(LAST_PRINTABLE);
            to.writeStartObject();
            fields.writeTo(to, event);
            to.writeEndObject();
        } catch (IOException e) {
            addError("A line could not be formatted", e);
            return "";
        }
        // Without a separator the whole file would be one line.
        return line.append(System.lineSeparator()).toString();
    }
}
