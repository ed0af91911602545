package dev.resendmcp.mcp.prompts;

import static dev.resendmcp.mcp.account.AccountKind.SEGMENTS;
import static dev.resendmcp.mcp.account.AccountKind.TEMPLATES;
import static dev.resendmcp.mcp.account.AccountKind.TOPICS;

import dev.resendmcp.mcp.prompts.PromptText.Argument;
import java.util.List;

/** Prompts at whose end mail leaves. */
final class SendingPrompts {
    private SendingPrompts() {}

    static PromptText sendOneEmail() {
        return new PromptText(
                "send_one_email",
                "Send one email",
                "Write one email, have it approved, send it and see what became of it.",
                List.of(
                        Argument.required("to", "Who gets it: one or more addresses."),
                        Argument.required("about", "What it is to say."),
                        Argument.optional("from", "Sender, such as Ann <ann@mail.example.org>."),
                        Argument.optional("template", "Id, alias or name of the template to use.")
                                .naming(TEMPLATES),
                        Argument.optional("when", "When to send it; now, if left out.")),
                """
                Send one email for the user with these steps.

                1. Sender. Call `list_domains`. The sender must be on a domain whose status is verified. If "from" \
                is missing or its domain is not verified, propose one that is and ask the user.
                2. Content. With "template": read it with `get_template`; if that finds nothing, look for the name in \
                `list_templates`. It must be published. Collect a value for each of its variables and ask for those \
                you do not know. Without it: write a subject and a plain text from "about". Invent no facts, prices, \
                dates or links.
                3. Show the user sender, recipients, subject, text and time, and wait for a clear yes. Send nothing \
                before.
                4. Call `send_email` once, with an idempotency_key made from the occasion, such as invoice-1001-reminder-1: if \
                the answer is an error that may be retried, repeat the very same call. Put "when" into scheduled_at. Do not add \
                recipients or change the sender to get around an error; report it.
                5. Call `get_email` with the id you got and report last_event. Delivery may take a while: look two or \
                three times at most, then say how to ask again. If it was scheduled, say that `cancel_email` stops it.
                """);
    }

    static PromptText announceToSegment() {
        return new PromptText(
                "announce_to_segment",
                "Announce to a segment",
                "Write a broadcast to a segment, test it, have it approved and send it.",
                List.of(
                        Argument.required("segment", "Name or id of the segment.")
                                .naming(SEGMENTS),
                        Argument.required("about", "What the announcement is to say."),
                        Argument.optional("from", "Sender, such as News <news@mail.example.org>."),
                        Argument.optional("topic", "Name or id of the topic whose opt-outs are respected.")
                                .naming(TOPICS),
                        Argument.optional("when", "When to send it; as soon as it is approved, if left out.")),
                """
                Send an announcement to a segment for the user with these steps.

                1. Segment. Find its id with `list_segments`. If none or several fit, ask. Look at its size with \
                `list_segment_contacts`, limit 100; if has_more is true after three pages, say "more than 300".
                2. Consent. Ask the user whether these contacts agreed to such mail, unless it was said. Find the \
                topic with `list_topics`; if none was given and one fits, propose it.
                3. Sender. It must be on a domain that `list_domains` shows as verified. Propose one if none was given.
                4. Write subject, html and text from "about". Invent no facts, prices, dates or links. Put the \
                unsubscribe link {{{RESEND_UNSUBSCRIBE_URL}}} at the end of both.
                5. Call `create_broadcast` without send, so that it stays a draft. Read it back with `get_broadcast`. \
                Change it with `update_broadcast`.
                6. Offer a test: a copy by `duplicate_broadcast`, with `update_broadcast` set to a segment that holds only the \
                user. A test by `send_email` would show placeholders as they are.
                7. Show segment, number of contacts, topic, sender, subject and time, and wait for a clear yes. Then \
                call `send_broadcast` once, with "when" as scheduled_at. If that ends in an error, look with \
                `get_broadcast` whether it was sent before you repeat it.
                8. Report the status from `get_broadcast`. Say that `cancel_broadcast` stops only what has not left, \
                and that `get_email_metrics` with broadcast_id shows the results later.
                """);
    }
}
