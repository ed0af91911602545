package dev.resendmcp.cli;

/** A setting that does not let the service start. The message names the setting and the fix, and holds no secret. */
final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingException(String sentence) {
        super(sentence);
    }
}
