package dev.resendmcp.mcp.skills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the packaged skills look like in the protocol. */
class SkillCatalogTest {
    private static final Path SOURCES = Path.of("src/main/resources/skills");
    private static final String ROOT = "skill://resend-expert";
    private static final String MAIN = ROOT + "/SKILL.md";

    private final SkillCatalog catalog = SkillCatalog.packaged();

    @Test
    void indexNamesEveryFileOfTheFolder() throws IOException {
        assertThat(Files.readAllLines(SOURCES.resolve("index.txt"))).containsExactlyElementsOf(sources());
    }

    @Test
    void listHasTheOneSkillAndNoCursor() {
        ObjectNode list = catalog.list(null).orElseThrow();
        assertThat(list.fieldNames()).toIterable().containsExactly("skills");
        assertThat(list.path("skills").findValuesAsText("name")).containsExactly("resend-expert");
    }

    @Test
    void entryNamesFrontMatterAndResourcesOnly() {
        assertThat(entry().fieldNames()).toIterable().containsExactly("uri", "frontmatter", "resources");
        assertThat(entry().path("uri").asText()).isEqualTo(MAIN);
    }

    @Test
    void frontMatterIsThatOfTheFile() throws IOException {
        List<String> lines = Files.readAllLines(SOURCES.resolve("resend-expert/SKILL.md"));
        entry().path("frontmatter")
                .properties()
                .forEach(field -> assertThat(lines)
                        .contains(field.getKey() + ": " + field.getValue().asText()));
        assertThat(entry().path("frontmatter"))
                .hasSize(lines.subList(1, lines.size()).indexOf("---"));
    }

    @Test
    void manifestHasEveryFileOnceWithDigestAndSizeOfItsBytes() throws Exception {
        assertThat(entry().path("resources").findValuesAsText("uri"))
                .containsExactlyElementsOf(
                        sources().stream().map(path -> "skill://" + path).toList());
        for (JsonNode resource : entry().path("resources")) {
            byte[] bytes = Files.readAllBytes(
                    SOURCES.resolve(resource.path("uri").asText().substring("skill://".length())));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertThat(resource.path("digest").asText())
                    .isEqualTo("sha256:" + HexFormat.of().formatHex(digest));
            assertThat(resource.path("size").asInt()).isEqualTo(bytes.length);
        }
    }

    @Test
    void getAnswersTheEntryOfTheList() {
        assertThat(catalog.get(MAIN).orElseThrow().path("skill"))
                .isEqualTo(catalog.list(null).orElseThrow().path("skills").path(0));
    }

    @Test
    void getIsEmptyForAnythingButASkill() {
        assertThat(Stream.of(ROOT, ROOT + "/references/sending.md", "skill://other/SKILL.md", "", null))
                .allSatisfy(uri -> assertThat(catalog.get(uri)).isEmpty());
    }

    @Test
    void readGivesTheExactBytes() throws IOException {
        for (String path : sources()) {
            JsonNode content = catalog.read("skill://" + path)
                    .orElseThrow()
                    .path("contents")
                    .path(0);
            assertThat(content.path("text").asText().getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(Files.readAllBytes(SOURCES.resolve(path)));
            assertThat(content.path("uri").asText()).isEqualTo("skill://" + path);
            assertThat(content.path("mimeType").asText()).isEqualTo("text/markdown");
        }
    }

    @Test
    void readIsEmptyForDirectoriesAndUnknownFiles() {
        assertThat(Stream.of(ROOT, ROOT + "/none.md", MAIN + "/", ROOT + "/references/../SKILL.md", "resend://x", null))
                .allSatisfy(uri -> assertThat(catalog.read(uri)).isEmpty());
    }

    @Test
    void skillMdIsAResourceByTheNameAndDescriptionOfTheSkill() {
        JsonNode resource = catalog.resources().stream()
                .filter(each -> each.path("uri").asText().equals(MAIN))
                .findFirst()
                .orElseThrow();
        assertThat(resource.path("name")).isEqualTo(entry().path("frontmatter").path("name"));
        assertThat(resource.path("description"))
                .isEqualTo(entry().path("frontmatter").path("description"));
        assertThat(resource.path("mimeType").asText()).isEqualTo("text/markdown");
    }

    @Test
    void everyFileIsAResource() {
        assertThat(catalog.resources())
                .extracting(resource -> resource.path("uri").asText())
                .containsExactlyElementsOf(entry().path("resources").findValuesAsText("uri"));
    }

    @Test
    void rootHasSkillMdAndTheFolderOfReferences() {
        assertThat(children(ROOT))
                .extracting(child -> child.path("uri").asText() + " "
                        + child.path("mimeType").asText())
                .containsExactly(MAIN + " text/markdown", ROOT + "/references inode/directory");
    }

    @Test
    void folderHasItsFilesAsTheyAreListed() {
        assertThat(children(ROOT + "/references"))
                .hasSize(6)
                .allSatisfy(child -> assertThat(catalog.resources()).contains((ObjectNode) child));
    }

    @Test
    void directoryIsEmptyForFilesAndUnknownUris() {
        assertThat(Stream.of(MAIN, ROOT + "/", ROOT + "/none", "skill://", "skill:/", null))
                .allSatisfy(uri -> assertThat(catalog.directory(uri, null)).isEmpty());
    }

    @Test
    void cursorsAreUnknownBecauseNoneIsHandedOut() {
        assertThat(catalog.list("x")).isEmpty();
        assertThat(catalog.directory(ROOT, "x")).isEmpty();
    }

    @Test
    void capabilityOffersDirectories() {
        assertThat(catalog.capability()).isEqualTo(McpCalls.json("{'directoryRead':true}"));
    }

    @Test
    void whatACallerAddsToAnAnswerStaysWithThatCaller() {
        catalog.list(null).orElseThrow().put("ttlMs", 1).withArray("skills").removeAll();
        catalog.get(MAIN).orElseThrow().withObject("skill").removeAll();
        catalog.read(MAIN).orElseThrow().withArray("contents").removeAll();
        catalog.resources().forEach(ObjectNode::removeAll);
        children(ROOT).forEach(child -> ((ObjectNode) child).removeAll());

        SkillCatalog fresh = SkillCatalog.packaged();
        assertThat(catalog.list(null)).isEqualTo(fresh.list(null));
        assertThat(catalog.get(MAIN)).isEqualTo(fresh.get(MAIN));
        assertThat(catalog.read(MAIN)).isEqualTo(fresh.read(MAIN));
        assertThat(catalog.resources()).isEqualTo(fresh.resources());
        assertThat(catalog.directory(ROOT, null)).isEqualTo(fresh.directory(ROOT, null));
    }

    private JsonNode entry() {
        return catalog.list(null).orElseThrow().path("skills").path(0);
    }

    private JsonNode children(String uri) {
        return catalog.directory(uri, null).orElseThrow().path("resources");
    }

    /** Paths of all files but the index, in the order of their names. */
    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.equals("index.txt"))
                    .sorted()
                    .toList();
        }
    }
}
