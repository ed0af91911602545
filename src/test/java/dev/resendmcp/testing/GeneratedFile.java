package dev.resendmcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Compares generated parts of committed files with what generates them; {@code -Dgolden=update} writes them. */
public final class GeneratedFile {
    private GeneratedFile() {}

    /** Requires that a file is what is made of it. */
    public static void requireCurrent(Path file, UnaryOperator<String> current) throws IOException {
        String wanted = current.apply(Files.readString(file));
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(file, wanted);
        }
        assertThat(wanted).as(file + "; accept the change with -Dgolden=update").isEqualTo(Files.readString(file));
    }

    /** Requires that a file has this text between two marks. */
    public static void requireCurrent(Path file, String begin, String end, String text) throws IOException {
        requireCurrent(
                file,
                page -> page.substring(0, page.indexOf(begin) + begin.length())
                        + text
                        + page.substring(page.indexOf(end)));
    }
}
