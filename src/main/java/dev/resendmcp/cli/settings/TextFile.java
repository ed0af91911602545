package dev.resendmcp.cli.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A small UTF-8 settings file, written by a person. Reports any fault in one sentence. */
final class TextFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int FORMAT = 0xF000;
    private static final int CHARACTER_DEVICE = 0x2000;
    private static final int BLOCK_DEVICE = 0x6000;

    private TextFile() {}

    /**
     * Reads the whole text, without a byte order mark.
     *
     * @throws NoSuchFileException when there is no such file
     * @throws SettingException when it cannot be read; the message names the file and the reason
     */
    static String read(Path file) throws NoSuchFileException {
        try {
            if (Files.isDirectory(file)) {
                throw new SettingException(file + " is a directory, not a file.");
            }
            // Reading a device might never end, or might wait for input.
            if (isDevice(file)) {
                throw new SettingException(file + " is a device, not a file.");
            }
            return text(file, start(file));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new SettingException(file + " cannot be read: user " + System.getProperty("user.name")
                    + " has no permission to read it, or to enter its directory.");
        } catch (FileSystemException e) {
            throw new SettingException(file + " cannot be read: " + e.getReason() + ".");
        } catch (IOException e) {
            throw new SettingException(file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static boolean isDevice(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return false;
        }
        int kind = (int) Files.getAttribute(file, "unix:mode") & FORMAT;
        return kind == CHARACTER_DEVICE || kind == BLOCK_DEVICE;
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new SettingException(file + " is larger than 1 MiB, so it is not a settings file.");
            }
            return bytes;
        }
    }

    private static String text(Path file, byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(rest, text, true);
        text.flip();
        if (result.isError() || text.chars().anyMatch(c -> c == 0)) {
            long line =
                    text.chars().takeWhile(c -> c != 0).filter(c -> c == '\n').count() + 1;
            throw new SettingException(file + " is not UTF-8 text, see line " + line + ": save it as UTF-8.");
        }
        String whole = text.toString();
        return whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(BYTE_ORDER_MARK.length()) : whole;
    }
}
