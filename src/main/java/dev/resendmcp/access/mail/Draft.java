package dev.resendmcp.access.mail;

/** Mail, or what leads to mail, that does not leave because of the call. */
interface Draft extends Mail {
    @Override
    default boolean leaves() {
        return false;
    }
}
