package dev.resendmcp.mcp.prompts;

import static dev.resendmcp.mcp.account.AccountKind.SEGMENTS;
import static dev.resendmcp.mcp.account.AccountKind.TEMPLATES;
import static dev.resendmcp.mcp.account.AccountKind.TOPICS;

import dev.resendmcp.mcp.prompts.PromptText.Argument;
import java.util.List;

/** Prompts that send mail. */
final class SendingPrompts {
    private SendingPrompts() {}

    static PromptText sendOneEmail() {
        return new PromptText(
                "send_one_email",
                "Send one email",
                "Write one email, have it approved, send it and check its delivery.",
                List.of(
                        Argument.required("to", "Recipients: one or more addresses."),
                        Argument.required("about", "What it should say."),
                        Argument.optional("from", "Sender, such as Ann <ann@mail.example.org>."),
                        Argument.optional("template", "Id, alias or name of the template to use.")
                                .naming(TEMPLATES),
                        Argument.optional("when", "When to send it; default: now.")),
                """
                Send one email for the user in these steps.

                1. Sender. Call `list_domains`. The sender must be on a domain whose status is verified. If "from" \
                is missing or its domain is not verified, propose one that is and ask the user.
                2. Content. With "template": read it with `get_template`; if that finds nothing, look for the name in \
                `list_templates`. It must be published. Collect a value for each of its variables and ask for those \
                you do not know. Otherwise write a subject and a plain text from "about". Do not invent facts, prices, \
                dates or links.
                3. Show the user the sender, recipients, subject, text and time, and wait for clear approval before \
                you send anything.
                4. Call `send_email` once, with an idempotency_key that names the occasion, such as invoice-1001-reminder-1; if \
                it fails with an error that may be retried, repeat it with identical arguments. Put "when" into scheduled_at. Do \
                not add recipients or change the sender to get around an error; report it.
                5. Call `get_email` with the id you got and report last_event. Delivery may take a while: check at \
                most three times, then say how to check again. If it is scheduled, say that `cancel_email` cancels it.
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
                        Argument.required("about", "What the announcement should say."),
                        Argument.optional("from", "Sender, such as News <news@mail.example.org>."),
                        Argument.optional("topic", "Name or id of the topic whose opt-outs apply.")
                                .naming(TOPICS),
                        Argument.optional("when", "When to send it; default: as soon as it is approved.")),
                """
                Send an announcement to a segment for the user in these steps.

                1. Segment. Find its id with `list_segments`. If none or several match, ask. Check its size with \
                `list_segment_contacts`, limit 100; if has_more is true after three pages, say "more than 300".
                2. Consent. Unless the user has said so, ask whether these contacts agreed to this kind of mail. Find the \
                topic with `list_topics`; if none was given and one fits, propose it.
                3. Sender. It must be on a domain that `list_domains` shows as verified. Propose one if none was given.
                4. Write subject, html and text from "about". Do not invent facts, prices, dates or links. Put the \
                unsubscribe link {{{RESEND_UNSUBSCRIBE_URL}}} at the end of both.
                5. Call `create_broadcast` without send, so that it stays a draft. Read it back with `get_broadcast`. \
                Change it with `update_broadcast`.
                6. Offer a test: make a copy with `duplicate_broadcast`, and use `update_broadcast` to send it to a segment that \
                contains only the user. A test with `send_email` would show placeholders unfilled.
                7. Show the segment, number of contacts, topic, sender, subject and time, and wait for clear approval. Then \
                call `send_broadcast` once, with "when" as scheduled_at. If that fails, check with `get_broadcast` \
                whether it was sent before you repeat it.
                8. Report the status from `get_broadcast`. Say that `cancel_broadcast` stops only mail that has not been sent, \
                and that `get_email_metrics` with broadcast_id shows the results later.
                """);
    }
}
