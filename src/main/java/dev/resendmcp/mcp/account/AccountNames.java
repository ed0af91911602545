package dev.resendmcp.mcp.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.resendmcp.call.Caller;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Names and ids of what an account has, for completion. Only the newest ones: the first page. Each caller's are kept apart
 * and for a short time, since a client asks at every key that is typed.
 */
public final class AccountNames {
    /** The largest page that Resend gives; also the most values that an answer to a completion may have. */
    static final int PAGE = 100;

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MOST_KEPT = 500;

    private final Tools tools;
    private final AsyncCache<Key, Optional<NamePage>> cache;

    public AccountNames(Tools tools) {
        this(tools, Ticker.systemTicker());
    }

    AccountNames(Tools tools, Ticker ticker) {
        this.tools = tools;
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumSize(MOST_KEPT)
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    /** Whose names of what. */
    private record Key(Caller caller, AccountKind kind) {}

    /**
     * The first page of a kind, as the caller may see it; empty after an error. Identical requests share one call, and make
     * another one if that was cancelled.
     */
    NamePage of(Caller caller, AccountKind kind) {
        Key key = new Key(caller, kind);
        CompletableFuture<Optional<NamePage>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<NamePage>> known = cache.asMap().putIfAbsent(key, mine);
        if (known != null) {
            return known.join().orElseGet(() -> of(caller, kind));
        }
        try {
            Optional<NamePage> page = ask(key);
            if (page.isEmpty()) {
                cache.asMap().remove(key, mine);
            }
            mine.complete(page);
            return page.orElse(NamePage.EMPTY);
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** Nothing when Resend was not asked, which says nothing of the account. */
    private Optional<NamePage> ask(Key key) {
        ToolResult result = tools.call(new ToolCall(
                key.caller(),
                key.kind().listTool(),
                JsonNodeFactory.instance.objectNode().put("limit", PAGE)));
        Optional<ToolError> error = result.error();
        if (error.isEmpty()) {
            return Optional.of(NamePage.of(result.content()));
        }
        return error.filter(ToolError::notSent).isPresent() ? Optional.empty() : Optional.of(NamePage.EMPTY);
    }
}
