package dev.resendmcp;

/**
 * Thrown when the service could not start with the settings. The message names the setting and the fix, and contains no secret.
 */
public final class UnusableSettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param sentence tells an operator the setting and the fix */
    public UnusableSettingsException(String sentence) {
        super(sentence);
    }
}
