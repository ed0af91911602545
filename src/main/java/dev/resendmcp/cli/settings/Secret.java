package dev.resendmcp.cli.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The variables that hold secrets. Each may come from a file instead, which the variable {@code NAME_FILE} names, or from a
 * credential of systemd, whose name is that of the variable in lower case with hyphens.
 */
enum Secret {
    /** API key of the Resend account. */
    RESEND_API_KEY(false),
    /** Tokens of callers. */
    MCP_AUTH_TOKENS(true),
    /** Tokens of operators. */
    ADMIN_TOKENS(true),
    /** Seals confirmations. */
    CONFIRMATION_KEY(false),
    /** Where Redis is, with its password. */
    REDIS_URL(false);

    private final boolean list;

    Secret(boolean list) {
        this.list = list;
    }

    /** The secret in a variable of this name; empty when that is none. */
    static Optional<Secret> of(String variable) {
        return Arrays.stream(values())
                .filter(secret -> secret.name().equals(variable))
                .findAny();
    }

    /** The variable that names a file with the secret. */
    String fileVariable() {
        return name() + "_FILE";
    }

    /** The credential of systemd that holds the secret. */
    String credential() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it has any number of entries, separated by commas or, in a file, by line breaks too. */
    boolean list() {
        return list;
    }
}
