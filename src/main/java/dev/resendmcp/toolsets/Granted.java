package dev.resendmcp.toolsets;

import dev.resendmcp.call.Caller;

/**
 * A caller whose credential is valid, and what it may use.
 *
 * @param caller who calls
 * @param view the caller's tools, before the request narrows them
 */
public record Granted(Caller caller, ToolView view) {}
