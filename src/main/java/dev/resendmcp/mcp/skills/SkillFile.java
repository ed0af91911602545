package dev.resendmcp.mcp.skills;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A file of a skill.
 *
 * @param path below the folder of skills, with slashes
 * @param text what it holds; encoded in UTF-8 it is the very bytes
 * @param digest of the bytes, as the protocol writes it
 * @param size number of bytes
 */
record SkillFile(String path, String text, String digest, int size) {
    static final String SCHEME = "skill://";
    static final String MAIN = "SKILL.md";

    private static final String MIME_TYPE = "text/markdown";
    private static final Pattern PATH = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*/([a-z0-9-]+|SKILL)\\.md");

    /** @throws IllegalArgumentException when the file cannot be served as Markdown, or not byte for byte */
    static SkillFile of(String path, byte[] bytes) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("Skill file " + path + ": its path must be that of a Markdown file in a"
                    + " folder, in lower case, digits and hyphens");
        }
        return new SkillFile(path, decode(path, bytes), "sha256:" + sha256(bytes), bytes.length);
    }

    String uri() {
        return SCHEME + path;
    }

    /** The first segment of the path. */
    String folder() {
        return path.substring(0, path.indexOf('/'));
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** As an element of a skill's manifest. */
    ObjectNode manifest() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", uri())
                .put("digest", digest)
                .put("size", size);
    }

    /** As an element of a list of resources. */
    ObjectNode resource() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", uri())
                .put("name", name())
                .put("mimeType", MIME_TYPE)
                .put("size", size);
    }

    /** As what was read. */
    ObjectNode content() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", uri())
                .put("mimeType", MIME_TYPE)
                .put("text", text);
    }

    private static String decode(String path, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Skill file " + path + " is not UTF-8", e);
        }
    }

    private static String sha256(byte[] bytes) {
        return Hashing.sha256().hashBytes(bytes).toString();
    }
}
