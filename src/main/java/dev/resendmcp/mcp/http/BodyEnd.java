package dev.resendmcp.mcp.http;

/** How the body of a request ended. */
enum BodyEnd {
    WHOLE,
    /** It broke off, or too much of it was not wanted. */
    INCOMPLETE,
    SLOW
}
