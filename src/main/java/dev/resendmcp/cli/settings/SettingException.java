package dev.resendmcp.cli.settings;

/** Thrown when a setting prevents a start. The message names the setting and the fix, and contains no secret. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingException(String sentence) {
        super(sentence);
    }
}
