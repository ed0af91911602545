package dev.resendmcp.access.modes;

import com.google.common.hash.Hashing;
import dev.resendmcp.access.mail.MailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Test addresses of Resend, which accept mail and deliver it to nobody. */
final class SafeAddress {
    private static final String DOMAIN = "resend.dev";
    private static final Set<String> BOXES = Set.of("delivered", "bounced", "complained", "suppressed");
    private static final int LONGEST_NAME = 40;
    private static final int HASH = 6;

    private SafeAddress() {}

    /** The test address that stands for an address, always the same one; test addresses stand for themselves. */
    static String of(String mailbox) {
        if (isSafe(mailbox)) {
            return mailbox;
        }
        String text = MailAddress.parse(mailbox).map(MailAddress::toString).orElse(mailbox);
        String name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String hash = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
        return "delivered+" + name.substring(0, Math.min(LONGEST_NAME, name.length())) + "-" + hash.substring(0, HASH)
                + "@" + DOMAIN;
    }

    /** Whether it is a test address. */
    static boolean isSafe(String mailbox) {
        return MailAddress.parse(mailbox)
                .filter(address -> address.domain().equals(DOMAIN)
                        && BOXES.contains(address.base().local()))
                .isPresent();
    }
}
