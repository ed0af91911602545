package dev.resendmcp.api.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.AssertTrue;
import java.util.List;

/** An attachment: its content, or a URL that Resend downloads it from. */
public interface AttachedFile {
    /** Most base64 text of all files of an email together: 40 MB. */
    long MOST_TEXT = 40L * 1024 * 1024;

    /** The same for mail of an inbox: what 25 MB become in base64. */
    long MOST_TEXT_OF_INBOX = 25L * 1024 * 1024 * 4 / 3 + 4;

    /** The file, base64. */
    String content();

    /** Where it can be downloaded. */
    String path();

    /** Resend takes one source of a file. */
    @JsonIgnore
    @AssertTrue(message = "an attachment needs either content or path")
    default boolean isFromOneSource() {
        return (content() == null) != (path() == null);
    }

    /** Whether the files' base64 texts together are not longer than that. What Resend downloads is not known here. */
    static boolean fit(List<? extends AttachedFile> files, long mostText) {
        return files == null
                || files.stream()
                                .filter(file -> file != null && file.content() != null)
                                .mapToLong(file -> file.content().length())
                                .sum()
                        <= mostText;
    }
}
