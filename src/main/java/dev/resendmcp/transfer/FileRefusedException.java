package dev.resendmcp.transfer;

/** A file cannot be used. The message is for callers and names no path outside what they gave. */
public final class FileRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    FileRefusedException(String sentence) {
        super(sentence, null, false, false);
    }
}
