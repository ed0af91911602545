package dev.resendmcp.access.callers;

import com.google.common.io.BaseEncoding;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bearer token of a caller in the file of callers: {@code rmcp_}, an id, and 256 random bits. The id finds the entry, so that the
 * time of a check does not grow with the number of callers.
 *
 * @param id of the token, no secret
 * @param text the whole token
 */
public record CallerToken(String id, String text) {
    private static final Pattern FORM = Pattern.compile("rmcp_([a-z2-7]{10})_[a-z2-7]{52}");
    private static final BaseEncoding TEXT = BaseEncoding.base32().lowerCase().omitPadding();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_LENGTH = 10;

    /** A new token. */
    public static CallerToken create() {
        String id = random(7).substring(0, ID_LENGTH);
        return new CallerToken(id, "rmcp_" + id + "_" + random(32));
    }

    /** The hash of this token, for the file of callers. */
    public TokenHash hash() {
        return TokenHash.of(this);
    }

    /** The id in a token, if it has the form of one. */
    static Optional<String> id(String token) {
        Matcher form = FORM.matcher(token);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    private static String random(int bytes) {
        byte[] bits = new byte[bytes];
        RANDOM.nextBytes(bits);
        return TEXT.encode(bits);
    }

    @Override
    public String toString() {
        return "rmcp_" + id + "_****";
    }
}
