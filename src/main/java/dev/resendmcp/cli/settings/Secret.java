package dev.resendmcp.cli.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The variables that hold secrets. Each may also come from a file that the variable {@code NAME_FILE} names, or from a systemd
 * credential named after the variable, in lower case with hyphens.
 */
enum Secret {
    /** API key of the Resend account. */
    RESEND_API_KEY(false),
    /** Tokens of callers. */
    MCP_AUTH_TOKENS(true),
    /** Tokens of operators. */
    ADMIN_TOKENS(true),
    /** Key that seals confirmations. */
    CONFIRMATION_KEY(false),
    /** URL of Redis, including its password. */
    REDIS_URL(false);

    private final boolean list;

    Secret(boolean list) {
        this.list = list;
    }

    /** The secret with this variable name; empty when the variable holds none. */
    static Optional<Secret> of(String variable) {
        return Arrays.stream(values())
                .filter(secret -> secret.name().equals(variable))
                .findAny();
    }

    /** The variable that names a file with the secret. */
    String fileVariable() {
        return name() + "_FILE";
    }

    /** The systemd credential that holds the secret. */
    String credential() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the secret is a list, separated by commas or, in a file, also by line breaks. */
    boolean list() {
        return list;
    }
}
