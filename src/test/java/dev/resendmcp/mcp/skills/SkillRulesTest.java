package dev.resendmcp.mcp.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Skills that break a rule stop the start. */
class SkillRulesTest {
    private static final String GOOD = "---\nname: a-skill\ndescription: Does things.\n---\nText.\n";

    @Test
    void goodSkillIsTaken() {
        assertThat(catalog(file("a-skill/SKILL.md", GOOD)).get("skill://a-skill/SKILL.md"))
                .isPresent();
    }

    @Test
    void fieldsOfTheFrontMatterKeepTheirTypes() {
        String text = GOOD.replace("---\nText", "metadata:\n  version: '1.0'\n  level: 2\n---\nText");
        assertThat(catalog(file("a-skill/SKILL.md", text))
                        .get("skill://a-skill/SKILL.md")
                        .orElseThrow()
                        .at("/skill/frontmatter/metadata")
                        .toString())
                .isEqualTo("{\"version\":\"1.0\",\"level\":2}");
    }

    @Test
    void foldersMayBeDeep() {
        SkillCatalog catalog = catalog(file("a-skill/SKILL.md", GOOD), file("a-skill/one/two/three.md", "x"));
        assertThat(catalog.directory("skill://a-skill/one", null).orElseThrow().at("/resources/0/uri"))
                .hasToString("\"skill://a-skill/one/two\"");
    }

    @Test
    void textThatIsNotAsciiIsCountedInBytes() {
        SkillCatalog catalog = catalog(file("a-skill/SKILL.md", GOOD), file("a-skill/word.md", "é"));
        assertThat(catalog.get("skill://a-skill/SKILL.md")
                        .orElseThrow()
                        .at("/skill/resources/1/size")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Text only.",
                "\uFEFF---\nname: a-skill\ndescription: x\n---\n",
                "---\nname: a-skill\ndescription: x\n",
                "---\n- name\n---\n",
                "---\nname: [\n---\n",
                "---\nname: other\ndescription: x\n---\n",
                "---\ndescription: x\n---\n",
                "---\nname: a-skill\n---\n",
                "---\nname: a-skill\ndescription: ' '\n---\n",
                "---\nname: a-skill\ndescription: x\nmetadata:\n  io.modelcontextprotocol/x: y\n---\n"
            })
    void frontMatterThatBreaksARuleIsRefused(String text) {
        assertThatThrownBy(() -> catalog(file("a-skill/SKILL.md", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Skill a-skill");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a--skill", "-skill", "skill-"})
    void nameHasSingleHyphensBetweenLetters(String name) {
        assertThatThrownBy(() -> catalog(file(name + "/SKILL.md", GOOD.replace("a-skill", name))))
                .hasMessageContaining("single hyphens");
    }

    @Test
    void nameHasAtMost64Characters() {
        String name = "a".repeat(65);
        assertThatThrownBy(() -> catalog(file(name + "/SKILL.md", GOOD.replace("a-skill", name))))
                .hasMessageContaining("at most 64");
    }

    @Test
    void descriptionHasAtMost1024Characters() {
        assertThatThrownBy(() -> catalog(file("a-skill/SKILL.md", GOOD.replace("Does", "x".repeat(1020)))))
                .hasMessageContaining("1024");
    }

    @Test
    void folderWithoutSkillMdIsRefused() {
        assertThatThrownBy(() -> catalog(file("a-skill/other.md", "x"))).hasMessageContaining("has no SKILL.md");
    }

    @Test
    void sameFileTwiceIsRefused() {
        assertThatThrownBy(() -> catalog(file("a-skill/SKILL.md", GOOD), file("a-skill/SKILL.md", GOOD)))
                .hasMessageContaining("twice");
    }

    @Test
    void moreThan512FilesAreRefused() {
        Stream<SkillFile> many = IntStream.range(0, 512).mapToObj(i -> file("a-skill/f" + i + ".md", "x"));
        SkillFile[] files =
                Stream.concat(Stream.of(file("a-skill/SKILL.md", GOOD)), many).toArray(SkillFile[]::new);
        assertThatThrownBy(() -> catalog(files)).hasMessageContaining("512");
    }

    @Test
    void moreThan16MebibytesAreRefused() {
        SkillFile large = new SkillFile("a-skill/large.md", "", "", 16 * 1024 * 1024);
        assertThatThrownBy(() -> catalog(file("a-skill/SKILL.md", GOOD), large)).hasMessageContaining("16 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SKILL.md", "/a/SKILL.md", "a/../b/SKILL.md", "a/b.txt", "A/SKILL.md", "a/b c.md", ""})
    void pathsThatMakeNoPlainUriAreRefused(String path) {
        assertThatThrownBy(() -> file(path, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> SkillFile.of("a/SKILL.md", new byte[] {(byte) 0xFF}))
                .hasMessageContaining("not UTF-8");
    }

    private static SkillCatalog catalog(SkillFile... files) {
        return new SkillCatalog(List.of(files));
    }

    private static SkillFile file(String path, String text) {
        return SkillFile.of(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
