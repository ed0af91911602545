package dev.resendmcp.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Who calls is not known yet: somebody else must be asked about the credential, which takes time. */
public final class UnknownCallerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<CompletableFuture<Void>> ask;
    private final boolean costly;

    /** @param ask begins to ask */
    public UnknownCallerException(Supplier<CompletableFuture<Void>> ask) {
        this(ask, true);
    }

    /**
     * @param ask begins to ask
     * @param costly whether each credential costs a request to somebody else
     */
    public UnknownCallerException(Supplier<CompletableFuture<Void>> ask, boolean costly) {
        super("the credential has not been checked", null, false, false);
        this.ask = ask;
        this.costly = costly;
    }

    /** Whether each credential costs a request to somebody else, so that an address may not have any number checked. */
    public boolean isCostly() {
        return costly;
    }

    /** Begins to ask; the credential is to be looked at again when the future ends. */
    public CompletableFuture<Void> ask() {
        return ask.get();
    }
}
