package dev.resendmcp.cli.settings;

/** A setting that does not let the service start. The message names the setting and the fix, and holds no secret. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingException(String sentence) {
        super(sentence);
    }
}
