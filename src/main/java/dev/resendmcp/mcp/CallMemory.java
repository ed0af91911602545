package dev.resendmcp.mcp;

import dev.resendmcp.tools.Caller;
import java.util.function.Supplier;

/** The memory that Resend's answers take until their calls are over. */
public interface CallMemory {
    /** Keeps the memory of a caller's answers, until it is closed. */
    Hold hold(Caller caller);

    /** The memory of all answers of one call. */
    interface Hold extends AutoCloseable {
        /** Does work on this thread; what it reads of Resend counts until this is closed. */
        <T> T during(Supplier<T> work);

        /** Gives the memory back: the reply is written, or ready to be. */
        @Override
        void close();
    }
}
