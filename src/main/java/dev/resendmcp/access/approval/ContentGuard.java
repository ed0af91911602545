package dev.resendmcp.access.approval;

import com.google.common.util.concurrent.Striped;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps what an approved call sends as it is, from the moment it is compared with what the operator saw until it is sent: calls of this
 * process that change it wait. Otherwise an agent could change it while the send waits for the rate limit. Safe for use by many
 * threads.
 */
final class ContentGuard {
    private static final String TEMPLATES = "templates";
    private static final String CONTACTS = "contacts";
    private static final int LOCKS = 64;
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final Striped<ReadWriteLock> locks = Striped.readWriteLock(LOCKS);

    /** Makes a call; if it changes what others send, not while they do. */
    ToolResult whileChanging(ToolCall call, Supplier<ToolResult> made) {
        return holding(changed(call), ReadWriteLock::readLock, made);
    }

    /** Makes a call during which nothing changes that it sends. */
    ToolResult whileSending(ToolCall call, Supplier<ToolResult> made) {
        return holding(sent(call), ReadWriteLock::writeLock, made);
    }

    private static List<String> changed(ToolCall call) {
        return switch (call.name()) {
            case "update_broadcast" -> List.of(named(call, "id"));
            case "update_inbox_draft" -> List.of(named(call, "draft_id"));
            // A template has an alias, too, so all of them are one.
            case "update_template", "publish_template" -> List.of(TEMPLATES);
            case "create_contact",
                    "update_contact_by_id",
                    "update_contact_by_email",
                    "add_contact_to_segment",
                    "create_contact_import" -> List.of(CONTACTS);
            default -> List.of();
        };
    }

    private static List<String> sent(ToolCall call) {
        return switch (call.name()) {
            case "send_broadcast" -> List.of(named(call, "id"), CONTACTS);
            case "create_broadcast" -> List.of(CONTACTS);
            case "send_inbox_draft" -> List.of(named(call, "draft_id"));
            default -> List.of(TEMPLATES);
        };
    }

    private static String named(ToolCall call, String argument) {
        return call.arguments().path(argument).asText().strip().toLowerCase(Locale.ROOT);
    }

    private ToolResult holding(List<String> keys, Function<ReadWriteLock, Lock> kind, Supplier<ToolResult> call) {
        Deque<Lock> held = new ArrayDeque<>();
        try {
            // In an order that is the same for all calls, so that none waits for one that waits for it.
            for (ReadWriteLock lock : locks.bulkGet(keys)) {
                if (!kind.apply(lock).tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                    return ToolResult.failed(new ToolError(
                            ErrorName.SERVER_BUSY,
                            "Calls that send or change the same content take long; call again later."));
                }
                held.push(kind.apply(lock));
            }
            return call.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ToolResult.failed(new ToolError(ErrorName.CANCELLED, "The call was cancelled before it was made."));
        } finally {
            held.forEach(Lock::unlock);
        }
    }
}
