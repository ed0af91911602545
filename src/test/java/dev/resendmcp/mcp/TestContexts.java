package dev.resendmcp.mcp;

import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.message.ClientIdentity;

/** Contexts as the dispatcher passes them to handlers. */
public final class TestContexts {
    private TestContexts() {}

    /** The context of a request of this caller. */
    public static RequestContext of(Caller caller) {
        return new RequestContext(new ClientIdentity(caller, "tcp", "", ""));
    }
}
