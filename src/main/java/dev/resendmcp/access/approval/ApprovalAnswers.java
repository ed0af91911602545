package dev.resendmcp.access.approval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.mail.ShownText;
import dev.resendmcp.tools.Confirmation.Page;
import dev.resendmcp.tools.ToolError;
import java.net.URI;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What callers are told about approvals, in words that a model can act on.
 *
 * @param console address of the console
 */
public record ApprovalAnswers(Supplier<URI> console) {
    Page waiting(ApprovalRequest request) {
        URI link = URI.create(console.get() + "/approvals/" + request.id());
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ObjectNode required = content.putObject("approval_required")
                .put("id", request.id())
                .put("tool", request.tool())
                .put("what_will_happen", request.title() + " (" + request.tool() + ")")
                .put("link", link.toString())
                .put("valid_until", Instant.ofEpochMilli(request.expires()).toString())
                .put(
                        "next_step",
                        "Nothing has been done yet. An operator approves or refuses this call on the page of the link; no"
                                + " tool and no argument can. Tell the user. Call " + request.tool()
                                + " again later with exactly the same arguments: after the approval it is carried out once.");
        if (request.previous() > 0) {
            required.put(
                    "carried_out_before",
                    Instant.ofEpochMilli(request.previous()).toString());
        }
        return new Page(
                link,
                request.id(),
                "An operator must approve this call: " + request.title() + " (" + request.tool() + ").",
                content);
    }

    ToolError refused(ApprovalRequest request) {
        String why = request.reason().isBlank()
                ? ""
                : " Reason: " + ShownText.of(request.reason()).strip() + ".";
        return new ToolError(
                ErrorName.DECLINED,
                "An operator refused this call, so nothing was done." + why
                        + " Do not call again unless the user asks for it.");
    }

    ToolError expired() {
        return new ToolError(
                ErrorName.APPROVAL_EXPIRED,
                "Nobody approved this call in time, or the approval was not used in time; nothing was done. Call again"
                        + " to ask again.");
    }

    ToolError inUse() {
        return new ToolError(
                ErrorName.APPROVAL_USED,
                "An identical call has just used the approval, which is valid once; nothing more was done.");
    }

    ToolError tooMany() {
        return new ToolError(
                ErrorName.TOO_MANY_APPROVALS,
                "Too many calls wait for approval already, so this one was not kept. Call again after an operator has"
                        + " decided about them.");
    }
}
