package dev.resendmcp;

import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.mcp.CallMemory;
import dev.resendmcp.tools.Caller;
import java.util.function.Supplier;

/** The memory for answers, as the protocol sees it. */
record LimitedAnswers(ResponseMemory room) implements CallMemory {
    @Override
    public Hold hold(Caller caller) {
        ResponseMemory.Hold hold = room.hold(caller);
        return new Hold() {
            @Override
            public <T> T during(Supplier<T> work) {
                return hold.during(work);
            }

            @Override
            public void close() {
                hold.close();
            }
        };
    }
}
