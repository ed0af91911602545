package dev.resendmcp.mcp.skills;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of files around one SKILL.md, checked against the rules for skills.
 *
 * @param main its SKILL.md
 * @param frontMatter what stands at the top of that file
 * @param files all of them, SKILL.md included
 */
record Skill(SkillFile main, ObjectNode frontMatter, List<SkillFile> files) {
    private static final Pattern FRONT_MATTER = Pattern.compile("---\n(.*?\n)---\n.*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final int MOST_FILES = 512;
    private static final long LARGEST = 16L * 1024 * 1024;
    private static final String RESERVED = "io.modelcontextprotocol/";

    /** @throws IllegalArgumentException naming the skill and the rule that it breaks */
    static Skill of(String folder, List<SkillFile> files) {
        SkillFile main = files.stream()
                .filter(file -> file.path().equals(folder + "/" + SkillFile.MAIN))
                .findFirst()
                .orElseThrow(() -> broken(folder, "has no " + SkillFile.MAIN));
        Skill skill = new Skill(main, frontMatter(folder, main.text()), List.copyOf(files));
        skill.check(folder);
        return skill;
    }

    /** What the protocol tells about a skill. */
    ObjectNode entry() {
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put("uri", main.uri());
        entry.set("frontmatter", frontMatter.deepCopy());
        files.stream().map(SkillFile::manifest).forEach(entry.putArray("resources")::add);
        return entry;
    }

    /** One of its files as a resource; SKILL.md goes by the name of the skill. */
    ObjectNode resource(SkillFile file) {
        ObjectNode resource = file.resource();
        if (file.equals(main)) {
            resource.set("name", frontMatter.get("name"));
            resource.set("description", frontMatter.get("description"));
        }
        return resource;
    }

    private void check(String folder) {
        String name = frontMatter.path("name").asText();
        if (!name.equals(folder)) {
            throw broken(folder, "must have the name of its folder, not \"" + name + "\"");
        }
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw broken(folder, "must have a name of lower case letters, digits and single hyphens, at most 64");
        }
        String description = frontMatter.path("description").asText();
        if (description.isBlank() || description.length() > LONGEST_DESCRIPTION) {
            throw broken(folder, "needs a description of at most 1024 characters");
        }
        for (String key : (Iterable<String>) frontMatter.path("metadata")::fieldNames) {
            if (key.startsWith(RESERVED)) {
                throw broken(folder, "uses a key in metadata that is reserved: " + key);
            }
        }
        if (files.size() > MOST_FILES) {
            throw broken(folder, "has more than 512 files");
        }
        if (files.stream().mapToLong(SkillFile::size).sum() > LARGEST) {
            throw broken(folder, "is larger than 16 MiB");
        }
    }

    private static ObjectNode frontMatter(String folder, String text) {
        Matcher matcher = FRONT_MATTER.matcher(text);
        if (!matcher.matches()) {
            throw broken(folder, "must begin with YAML between two lines of three hyphens");
        }
        try {
            JsonNode yaml = new YAMLMapper().readTree(matcher.group(1));
            if (yaml instanceof ObjectNode fields) {
                return fields;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Skill " + folder + ": its front matter is not YAML", e);
        }
        throw broken(folder, "needs front matter with named fields");
    }

    private static IllegalArgumentException broken(String folder, String rule) {
        return new IllegalArgumentException("Skill " + folder + " " + rule);
    }
}
