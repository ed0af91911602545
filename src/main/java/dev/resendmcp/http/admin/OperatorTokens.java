package dev.resendmcp.http.admin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.base.Splitter;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bearer tokens of operators, each with the name of its operator for the log. Stores hashes only and prints no token. */
public final class OperatorTokens {
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9._-]{1,64}):([!-~]{32,})");

    /** They compare in constant time. */
    private final Map<String, HashCode> hashes;

    private OperatorTokens(Map<String, HashCode> hashes) {
        this.hashes = hashes;
    }

    /** No operators. */
    public static OperatorTokens none() {
        return new OperatorTokens(Map.of());
    }

    /**
     * Reads entries {@code name:token} separated by commas; an empty text means no operators.
     *
     * @throws IllegalArgumentException when an entry has another form, or a name is duplicated; the message contains no token
     */
    @JsonCreator
    public static OperatorTokens of(String text) {
        Map<String, HashCode> hashes = new LinkedHashMap<>();
        for (String entry : Splitter.on(',').trimResults().omitEmptyStrings().split(text)) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches() || hashes.putIfAbsent(parts.group(1), hash(parts.group(2))) != null) {
                throw new IllegalArgumentException("must be entries name:token, separated by commas: each name once,"
                        + " made of letters, digits and . _ -, each token at least 32 visible ASCII characters (such as"
                        + " from: openssl rand -hex 32)");
            }
        }
        return new OperatorTokens(hashes);
    }

    /** Whether there are any operators. */
    public boolean configured() {
        return !hashes.isEmpty();
    }

    /** Name of the operator who has this token. Compares in constant time. */
    public Optional<String> operator(String token) {
        HashCode given = hash(token);
        String found = null;
        for (Map.Entry<String, HashCode> operator : hashes.entrySet()) {
            if (operator.getValue().equals(given)) {
                found = operator.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public String toString() {
        return hashes.size() + " operators";
    }

    private static HashCode hash(String token) {
        return Hashing.sha256().hashString(token, StandardCharsets.UTF_8);
    }
}
