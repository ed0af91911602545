package dev.resendmcp.access.callers;

import com.google.common.collect.Sets;
import dev.resendmcp.access.BearerTokens;
import dev.resendmcp.call.Caller;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.ToolView;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Callers with the tokens of {@code MCP_AUTH_TOKENS}, who have all rights unless the file of callers has an entry of their name, and
 * those of that file.
 */
public final class TokenAuthenticator implements Authenticator {
    private final Supplier<BearerTokens> tokens;
    private final CallerDirectory directory;

    /** @param tokens provides the tokens in effect */
    public TokenAuthenticator(Supplier<BearerTokens> tokens, CallerDirectory directory) {
        this.tokens = tokens;
        this.directory = directory;
    }

    @Override
    public Optional<Granted> grant(Optional<String> token) {
        if (!required()) {
            return Optional.of(new Granted(Caller.LOCAL, ToolView.ALL));
        }
        String given = token.orElse("");
        // Both are always asked, so that the time does not tell where a token was looked for.
        Optional<Granted> listed = directory.byToken(given);
        Optional<Granted> plain = tokens.get().required()
                ? tokens.get().caller(token).flatMap(caller -> directory.narrowed(new Granted(caller, ToolView.ALL)))
                : Optional.empty();
        return listed.or(() -> plain);
    }

    @Override
    public Optional<String> name(Optional<String> token) {
        return required() ? grant(token).map(granted -> granted.caller().id()) : Optional.empty();
    }

    @Override
    public boolean required() {
        return directory.isConfigured() || tokens.get().required();
    }

    @Override
    public Set<String> names() {
        return required()
                ? Set.copyOf(Sets.union(tokens.get().callers(), directory.names()))
                : Set.of(Caller.LOCAL.id(), Caller.STDIO.id());
    }
}
