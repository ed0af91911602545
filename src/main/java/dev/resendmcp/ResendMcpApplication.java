package dev.resendmcp;

/** Entry point of the service. */
public final class ResendMcpApplication {
    private ResendMcpApplication() {}

    /** Starts the command named by the first argument. */
    public static void main(String[] args) {
        System.out.println("resend-full-mcp");
    }
}
