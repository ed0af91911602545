package dev.resendmcp;

/** Settings with which the service would not start. The message names the setting and the fix, and holds no secret. */
public final class UnusableSettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param sentence for an operator */
    public UnusableSettingsException(String sentence) {
        super(sentence);
    }
}
