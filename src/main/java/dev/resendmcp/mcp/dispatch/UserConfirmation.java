package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.mail.ShownText;
import dev.resendmcp.mcp.dispatch.RequestContext.InputRequest;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.state.seal.SealedState.Binding;
import dev.resendmcp.tools.Confirmation;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the user with a form where the client can show one. Everywhere else the call answers with a preview and a token, with
 * which the same call goes through: the model shows the preview, and the user tells it to go on.
 */
public final class UserConfirmation implements Confirmation {
    private static final String KEY = "confirm";
    private static final String PAGE = "approval";
    private static final int LONGEST = 300;

    private final RequestContext context;
    private final SealedState seal;

    public UserConfirmation(RequestContext context, SealedState seal) {
        this.context = context;
        this.seal = seal;
    }

    @Override
    public Optional<ToolResult> require(Question question) {
        // A model could pass on a token by itself, so a user who can be asked is asked.
        return context.canAsk(RequestContext.ELICITATION) ? byForm(question) : byToken(question);
    }

    @Override
    public boolean canShowForm() {
        return context.canAsk(RequestContext.ELICITATION);
    }

    @Override
    public ToolResult awaitPage(Page page) {
        context.awaitUser();
        // Its user has seen the question and may have opened the page.
        boolean asked = context.state().equals(PAGE) && context.answer(PAGE).isPresent();
        if (context.canAsk(RequestContext.ELICITATION_BY_URL) && !asked) {
            context.requireInput(Map.of(PAGE, InputRequest.page(page)), PAGE);
        }
        return ToolResult.of(page.content());
    }

    private Optional<ToolResult> byForm(Question question) {
        JsonNode answer = context.answer(KEY)
                .filter(any -> context.state().equals(state(question)))
                .orElseGet(MissingNode::getInstance);
        String action = answer.path("action").asText();
        JsonNode yes = answer.path("content").path(KEY);
        boolean accepted = action.equals("accept") && yes.isBoolean();
        if (accepted && yes.asBoolean()) {
            return Optional.empty();
        }
        if (accepted || action.equals("decline")) {
            return Optional.of(declined("The user declined"));
        }
        return Optional.of(
                action.equals("cancel") ? declined("The user closed the question without an answer") : ask(question));
    }

    private ToolResult ask(Question question) {
        StringBuilder message = new StringBuilder(question.sentence()).append('\n');
        append(message, question.call().arguments());
        question.content().map(Content::shown).ifPresent(content -> {
            message.append("\n\nWhat it sends:\n");
            append(message, content);
        });
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(KEY)
                .put("type", "boolean")
                .put("title", "Go ahead")
                .put("description", "Whether to call " + question.call().name() + " with these arguments");
        schema.putArray("required").add(KEY);
        context.requireInput(Map.of(KEY, InputRequest.form(message.toString(), schema)), state(question));
        return ToolResult.of(null);
    }

    /** An answer is valid for the content that the user was asked about. */
    private static String state(Question question) {
        return KEY + question.content().map(content -> " " + content.digest()).orElse("");
    }

    private static void append(StringBuilder message, JsonNode fields) {
        preview(fields)
                .properties()
                .forEach(field ->
                        message.append('\n').append(field.getKey()).append(": ").append(field.getValue()));
    }

    private Optional<ToolResult> byToken(Question question) {
        ToolCall call = question.call();
        // Another purpose than requestState, which comes back from clients without any yes.
        Binding binding = new Binding("confirmation_token", call.caller().id(), call.name(), call.arguments());
        if (question.token().isEmpty()) {
            return Optional.of(preview(question, seal.seal(binding, state(question))));
        }
        boolean valid = seal.open(question.token().get(), binding)
                .filter(state(question)::equals)
                .isPresent();
        return valid ? Optional.empty() : Optional.of(invalid());
    }

    private ToolResult preview(Question question, SealedState.Sealed token) {
        context.awaitUser();
        ObjectNode preview = JsonNodeFactory.instance.objectNode();
        ObjectNode required = preview.putObject("confirmation_required")
                .put("tool", question.call().name())
                .put("what_will_happen", question.sentence())
                .put(
                        "next_step",
                        "Nothing has been done yet. Show this to the user. Only if they agree, call "
                                + question.call().name()
                                + " again with the same arguments and this confirmation_token.");
        required.set("arguments", preview(question.call().arguments()));
        question.content().ifPresent(content -> required.set("content", preview(content.shown())));
        required.put("confirmation_token", token.text())
                .put("valid_until", token.validUntil().toString());
        return ToolResult.of(preview);
    }

    /** The arguments as a person is shown them: all of them, with long texts cut, which says how much is missing. */
    private static JsonNode preview(JsonNode arguments) {
        return cut(arguments.deepCopy());
    }

    private static JsonNode cut(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(cut(property.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, cut(array.get(i)));
            }
        }
        return node.isTextual() ? new TextNode(cut(ShownText.of(node.asText()))) : node;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "… (" + (text.length() - LONGEST) + " more characters)";
    }

    private static ToolResult declined(String what) {
        String message = what + ", so nothing was done. Do not call again unless the user asks for it.";
        return ToolResult.failed(new ToolError(ErrorName.DECLINED, message));
    }

    private static ToolResult invalid() {
        return ToolResult.failed(new ToolError(
                ErrorName.INVALID_CONFIRMATION,
                "The confirmation_token has expired, was used already, or belongs to another call; nothing was done."
                        + " Call without confirmation_token for a new preview, and ask the user again."));
    }
}
