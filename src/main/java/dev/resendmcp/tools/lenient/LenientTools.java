package dev.resendmcp.tools.lenient;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads arguments by the schema of their tool before anything else looks at them: what a client writes by habit and can mean only
 * one thing becomes that; what could mean two things is refused. It lists the tools with schemas that every provider accepts, which
 * are narrower than what it reads.
 */
public final class LenientTools implements Tools {
    private static final int MOST_SENTENCES = 10;

    private final Tools tools;
    private final LenientMetrics metrics;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Supplier<Map<String, ToolDefinition>> definitions;
    private final Map<String, ValueSchema> schemas = new ConcurrentHashMap<>();

    /** @param tools have the wide schemas, which name everything that is accepted */
    public LenientTools(Tools tools, LenientMetrics metrics) {
        this.tools = tools;
        this.metrics = metrics;
        this.definitions = Suppliers.memoize(
                () -> tools.list().stream().collect(Collectors.toUnmodifiableMap(ToolDefinition::name, tool -> tool)));
    }

    @Override
    public List<ToolDefinition> list() {
        return tools.list().stream().map(NarrowSchema::publish).toList();
    }

    @Override
    public ToolResult call(ToolCall call) {
        Reading reading = new Reading();
        ToolCall canonical = read(call, reading);
        reading.coercions().forEach(metrics::coerced);
        return wrong(canonical, reading).map(ToolResult::failed).orElseGet(() -> tools.call(canonical));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        Reading reading = new Reading();
        ToolCall canonical = read(call, reading);
        Optional<ToolError> wrong = wrong(canonical, reading);
        return wrong.isPresent() ? wrong : tools.check(canonical);
    }

    private ToolCall read(ToolCall call, Reading reading) {
        if (!definitions.get().containsKey(call.name())) {
            return call;
        }
        ValueSchema schema = schemas.computeIfAbsent(
                call.name(),
                name -> ValueSchema.of(
                        mapper.valueToTree(definitions.get().get(name).inputSchema())));
        ObjectNode read =
                new ObjectReader(new ArgumentReader(reading), reading).read(call.arguments(), schema, call.name(), "");
        return call.with(read);
    }

    /** All faults of a call: those found here, and those that the check finds in the other arguments. */
    private Optional<ToolError> wrong(ToolCall canonical, Reading reading) {
        if (reading.faults().isEmpty()) {
            return Optional.empty();
        }
        Stream<String> own =
                reading.faults().entrySet().stream().map(fault -> fault.getKey() + ": " + fault.getValue());
        Stream<String> others = tools.check(canonical)
                .map(error -> Stream.of(error.message().split("; ", -1)))
                .orElseGet(Stream::empty)
                .filter(sentence -> reading.faults().keySet().stream().noneMatch(path -> isAbout(sentence, path)));
        List<String> all = Stream.concat(own, others).distinct().toList();
        String rest = all.size() > MOST_SENTENCES ? "; and " + (all.size() - MOST_SENTENCES) + " more" : "";
        return Optional.of(ToolError.invalidArguments(
                all.stream().limit(MOST_SENTENCES).collect(Collectors.joining("; ")) + rest));
    }

    private static boolean isAbout(String sentence, String path) {
        return sentence.startsWith(path + ":") || sentence.startsWith(path + ".") || sentence.startsWith(path + "[");
    }
}
