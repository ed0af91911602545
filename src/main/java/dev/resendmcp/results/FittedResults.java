package dev.resendmcp.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.tools.InvalidArgumentsException;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Offers arguments about the answer, which never reach Resend: {@code fields} on tools that read, {@code body} and {@code offset} on
 * those with mail. Answers are bounded, and text of strangers in them is fenced. {@code fields: "*"} and {@code body: "raw"} return what
 * Resend answered.
 */
public final class FittedResults implements Tools {
    private final Tools inner;
    private final Map<String, ResultForm> forms;
    private final OutputSchemas schemas;

    /** @param schemas names of the fields that answers may have */
    public FittedResults(Tools inner, OutputSchemas schemas) {
        this.inner = inner;
        this.schemas = schemas;
        this.forms = inner.list().stream().collect(Collectors.toUnmodifiableMap(ToolDefinition::name, ResultForm::of));
    }

    @Override
    public List<ToolDefinition> list() {
        return inner.list().stream().map(this::published).toList();
    }

    private ToolDefinition published(ToolDefinition tool) {
        ResultForm form = form(tool.name());
        return form.isPlain() ? tool : tool.withProperties(form::withOwn);
    }

    private ResultForm form(String tool) {
        return forms.getOrDefault(tool, ResultForm.PLAIN);
    }

    @Override
    public ToolResult call(ToolCall call) {
        ResultForm form = form(call.name());
        if (form.isPlain()) {
            return inner.call(call);
        }
        try {
            ResultRequest request = ResultRequest.of(form, call.arguments());
            if (form.writes()) {
                // What was done cannot be refused afterwards.
                request.fields().ifPresent(fields -> fields.requireKnown(schemas.names(call.name())));
            }
            ToolResult result = inner.call(call.with(request.rest()));
            if (request.raw() || result.error().isPresent()) {
                return result;
            }
            return new ToolResult(
                    fitted(call.name(), form, request, result.content()), result.error(), result.idempotencyKey());
        } catch (InvalidArgumentsException e) {
            return ToolResult.failed(ToolError.invalidArguments(e.getMessage()));
        }
    }

    private ObjectNode fitted(String tool, ResultForm form, ResultRequest request, ObjectNode whole) {
        // Others may hold the same answer.
        ObjectNode answer = whole.deepCopy();
        boolean raw = request.body() == BodyForm.RAW;
        if (form.body().isPresent() && request.shapesBodies()) {
            new MailBodies(request.body(), request.offset()).shape(answer);
        }
        if (request.fields().isPresent()) {
            answer = request.fields().get().select(answer, schemas.names(tool));
        }
        if (raw) {
            return answer;
        }
        ObjectNode bounded = AnswerBound.fit(answer);
        return form.strangers() ? AnswerBound.fewerRows(new StrangersText().marked(bounded)) : bounded;
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        ResultForm form = form(call.name());
        try {
            return inner.check(
                    form.isPlain()
                            ? call
                            : call.with(ResultRequest.of(form, call.arguments()).rest()));
        } catch (InvalidArgumentsException e) {
            return Optional.of(ToolError.invalidArguments(e.getMessage()));
        }
    }
}
