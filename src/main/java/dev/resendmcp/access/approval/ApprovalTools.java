package dev.resendmcp.access.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import dev.resendmcp.access.approval.Approvals.Told;
import dev.resendmcp.access.mail.LookupFailedException;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.digest.CanonicalJson;
import dev.resendmcp.digest.CanonicalJson.UnwritableJsonException;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.tools.Confirmation;
import dev.resendmcp.tools.Confirmation.Content;
import dev.resendmcp.tools.Confirmation.Question;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Lets calls of some tools through only after a person approved them. */
public final class ApprovalTools implements Tools {
    /** Tells clients that a person takes part in each call of a tool. */
    static final String NEEDS_PERSON = "anthropic/requiresUserInteraction";

    private static final String TOKEN = "confirmation_token";
    private static final Map<String, Object> TOKEN_SCHEMA = ImmutableMap.of(
            "type",
            "string",
            "description",
            "From the preview that a call without it answers with. Pass it once the user has agreed.");

    private final Tools tools;
    private final ApprovalSettings settings;
    private final Approvals approvals;
    private final ApprovalAnswers answers;
    private final Subjects subjects;
    private final MailReader mail;
    private final ContentGuard guard = new ContentGuard();
    private final Map<String, ToolDefinition> covered;
    private final Set<String> always;
    private final Set<String> many;

    /**
     * @param reads read what calls send, complete and unchanged
     * @param settings that are in effect
     * @param covered tells which calls need approval
     * @param answers words what callers are told
     */
    public ApprovalTools(
            Tools tools,
            Tools reads,
            ApprovalSettings settings,
            CoveredTools covered,
            Approvals approvals,
            ApprovalAnswers answers) {
        this.tools = tools;
        this.settings = settings;
        this.approvals = approvals;
        this.answers = answers;
        this.mail = new MailReader(reads);
        this.subjects = new Subjects(reads, mail);
        this.covered = tools.list().stream()
                .filter(tool -> covered.always(tool) || covered.ofMany(tool))
                .collect(Collectors.toUnmodifiableMap(ToolDefinition::name, Function.identity()));
        this.always = names(covered::always);
        this.many = names(covered::ofMany);
    }

    private Set<String> names(Predicate<ToolDefinition> which) {
        return covered.values().stream()
                .filter(which)
                .map(ToolDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<ToolDefinition> list() {
        return tools.list().stream().map(this::published).toList();
    }

    private ToolDefinition published(ToolDefinition tool) {
        if (!mayNeedPerson(tool.name())) {
            return tool;
        }
        // Clients must not answer a form or a preview on their own; those that send many at times would ask each time.
        ToolDefinition marked = always.contains(tool.name()) ? tool.withMeta(Map.of(NEEDS_PERSON, true)) : tool;
        return settings.by() == Way.TOKEN
                ? marked.withProperties(properties -> {
                    properties.put(TOKEN, TOKEN_SCHEMA);
                    return properties;
                })
                : marked;
    }

    @Override
    public ToolResult call(ToolCall call) {
        if (covered.isEmpty()) {
            return tools.call(call);
        }
        return mayNeedPerson(call.name()) && Subjects.has(call.name())
                ? guard.whileSending(call, () -> checked(call))
                : guard.whileChanging(call, () -> checked(call));
    }

    private ToolResult checked(ToolCall call) {
        if (!mayNeedPerson(call.name())) {
            return tools.call(call);
        }
        ToolCall bare = bare(call);
        // Nobody is asked about a call that would be rejected anyway.
        Optional<ToolError> wrong = tools.check(bare);
        if (wrong.isPresent()) {
            return ToolResult.failed(wrong.get());
        }
        try {
            if (!needsPerson(bare)) {
                return tools.call(bare);
            }
            return Subjects.sendsOthers(bare)
                    ? guard.whileSending(bare, () -> withPerson(call, bare))
                    : withPerson(call, bare);
        } catch (LookupFailedException e) {
            return ToolResult.failed(e.error());
        }
    }

    private int contacts(ToolCall call) {
        return mail.read(call)
                .map(Mail::contactsNow)
                .orElseGet(OptionalInt::empty)
                .orElse(0);
    }

    private boolean isBulk(ToolCall call) {
        return mail.read(call).filter(read -> read.isBulk(settings.bulkOver())).isPresent();
    }

    private ToolResult withPerson(ToolCall call, ToolCall bare) {
        ToolDefinition tool = covered.get(call.name());
        Confirmation confirmation = call.confirmation();
        boolean byPage = settings.by() == Way.PAGE || (settings.by() == Way.FORM && !confirmation.canShowForm());
        Optional<ToolResult> subject = confirmation.attended() ? subjects.read(bare) : Optional.empty();
        if (subject.flatMap(ToolResult::error).isPresent()) {
            return subject.get();
        }
        if (!confirmation.attended() || !byPage) {
            return confirmation
                    .require(question(call, bare, subject.map(Subjects::bound)))
                    .orElseGet(() -> tools.call(bare));
        }
        return byPage(bare, tool, subject.map(Subjects::bound));
    }

    private Question question(ToolCall call, ToolCall bare, Optional<JsonNode> subject) {
        ToolDefinition tool = covered.get(call.name());
        Optional<String> token = Optional.ofNullable(call.arguments().get(TOKEN))
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
        return new Question(
                bare,
                tool.title() + " (" + call.name() + "). " + tool.description(),
                token,
                subject.map(content -> new Content(content, CanonicalJson.sha256(content))));
    }

    private ToolResult byPage(ToolCall bare, ToolDefinition tool, Optional<JsonNode> subject) {
        Confirmation confirmation = bare.confirmation();
        try {
            Told told = approvals.ask(new Asked(bare, tool, subject, () -> contacts(bare)));
            return switch (told.answer()) {
                case GO -> carriedOut(bare, told.request());
                case WAIT -> confirmation.awaitPage(answers.waiting(told.request()));
                case REFUSED -> ToolResult.failed(answers.refused(told.request()));
                case EXPIRED -> ToolResult.failed(answers.expired());
                case IN_USE -> ToolResult.failed(answers.inUse());
                case TOO_MANY -> ToolResult.failed(answers.tooMany());
            };
        } catch (StateUnavailableException e) {
            return ToolResult.failed(new ToolError(
                    ErrorName.STATE_UNAVAILABLE,
                    "The store of approvals does not respond, so nothing was done; call again later."));
        } catch (UnwritableJsonException e) {
            return ToolResult.failed(ToolError.invalidArguments("arguments: " + e.getMessage()));
        }
    }

    /** Makes an approved call. If it certainly did nothing, such as when a budget is used up, the approval is not used up. */
    private ToolResult carriedOut(ToolCall call, ApprovalRequest approved) {
        ToolResult result = tools.call(call);
        if (result.error().filter(ToolError::notSent).isPresent()) {
            approvals.restore(approved, call);
        }
        return result;
    }

    /**
     * Whether a person would be asked about a call; looks up what it is about, if that matters.
     *
     * @throws LookupFailedException if that fails
     */
    public boolean needsPerson(ToolCall call) {
        return always.contains(call.name()) || (many.contains(call.name()) && isBulk(bare(call)));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        return tools.check(mayNeedPerson(call.name()) ? bare(call) : call);
    }

    private ToolCall bare(ToolCall call) {
        return settings.by() == Way.TOKEN ? call.without(TOKEN) : call;
    }

    private boolean mayNeedPerson(String tool) {
        return covered.containsKey(tool);
    }
}
