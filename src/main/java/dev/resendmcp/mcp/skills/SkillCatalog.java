package dev.resendmcp.mcp.skills;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Answers for the skills of this service. Read and checked once; after that every answer is a copy that the caller may add to.
 *
 * <p>An empty answer means that the request names something that is not there: invalid params in the protocol. Everything
 * fits into one page, so no answer has a cursor, and a request with one names a page that is not there.
 */
public final class SkillCatalog {
    /** Under which capabilities name the extension. */
    public static final String EXTENSION = "io.modelcontextprotocol/skills";

    private static final String FOLDER = "/skills/";
    private static final String INDEX = "index.txt";
    private static final String DIRECTORY = "inode/directory";

    private final Map<String, ObjectNode> skills = new LinkedHashMap<>();
    private final Map<String, ObjectNode> contents = new LinkedHashMap<>();
    private final Map<String, ObjectNode> resources = new LinkedHashMap<>();
    private final Map<String, Map<String, ObjectNode>> directories = new LinkedHashMap<>();

    /**
     * @param files of all skills
     * @throws IllegalArgumentException when they break a rule for skills, naming the skill
     */
    SkillCatalog(Collection<SkillFile> files) {
        files.stream()
                .collect(Collectors.groupingBy(SkillFile::folder, TreeMap::new, Collectors.toList()))
                .forEach((folder, own) -> add(Skill.of(folder, own)));
    }

    /**
     * The skills that this service is packaged with.
     *
     * @throws RuntimeException when the packaged files are not complete or break a rule
     */
    public static SkillCatalog packaged() {
        // A jar cannot be asked what a folder holds, so an index file says it.
        return new SkillCatalog(new String(bytes(INDEX), StandardCharsets.UTF_8)
                .lines()
                .map(path -> SkillFile.of(path, bytes(path)))
                .toList());
    }

    /** The settings of the extension in the server's capabilities. */
    public ObjectNode capability() {
        return JsonNodeFactory.instance.objectNode().put("directoryRead", true);
    }

    /**
     * Result of {@code skills/list}.
     *
     * @param cursor null for the first page
     */
    public Optional<ObjectNode> list(String cursor) {
        return cursor == null ? Optional.of(listing("skills", skills.values())) : Optional.empty();
    }

    /** Result of {@code skills/get} for the URI of a SKILL.md. */
    public Optional<ObjectNode> get(String uri) {
        return Optional.ofNullable(skills.get(uri))
                .map(entry -> JsonNodeFactory.instance.objectNode().set("skill", entry.deepCopy()));
    }

    /**
     * Result of {@code resources/directory/read}: files and folders right inside the directory.
     *
     * @param uri of a directory, without a slash at the end
     * @param cursor null for the first page
     */
    public Optional<ObjectNode> directory(String uri, String cursor) {
        return Optional.ofNullable(directories.get(uri))
                .filter(children -> cursor == null)
                .map(children -> listing("resources", children.values()));
    }

    /** Result of {@code resources/read} for any file of a skill. */
    public Optional<ObjectNode> read(String uri) {
        return Optional.ofNullable(contents.get(uri)).map(content -> listing("contents", List.of(content)));
    }

    /** All files, as elements of {@code resources/list}. */
    public List<ObjectNode> resources() {
        return resources.values().stream().map(ObjectNode::deepCopy).toList();
    }

    private void add(Skill skill) {
        skills.put(skill.main().uri(), skill.entry());
        for (SkillFile file : skill.files()) {
            ObjectNode resource = skill.resource(file);
            if (resources.putIfAbsent(file.uri(), resource) != null) {
                throw new IllegalArgumentException("Skill file " + file.path() + " is there twice");
            }
            contents.put(file.uri(), file.content());
            addToDirectories(file.uri(), resource);
        }
    }

    /** Enters the file into its directory, that one into its own, and so on up to the skill's. */
    private void addToDirectories(String uri, ObjectNode resource) {
        String child = uri;
        ObjectNode entry = resource;
        for (int slash = child.lastIndexOf('/'); slash >= SkillFile.SCHEME.length(); slash = child.lastIndexOf('/')) {
            String parent = child.substring(0, slash);
            directories.computeIfAbsent(parent, key -> new TreeMap<>()).putIfAbsent(child, entry);
            child = parent;
            entry = directory(parent);
        }
    }

    private static ObjectNode directory(String uri) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", uri)
                .put("name", uri.substring(uri.lastIndexOf('/') + 1))
                .put("mimeType", DIRECTORY);
    }

    private static ObjectNode listing(String field, Collection<ObjectNode> elements) {
        ObjectNode listing = JsonNodeFactory.instance.objectNode();
        elements.stream().map(ObjectNode::deepCopy).forEach(listing.putArray(field)::add);
        return listing;
    }

    private static byte[] bytes(String path) {
        try (InputStream file = SkillCatalog.class.getResourceAsStream(FOLDER + path)) {
            if (file == null) {
                throw new IllegalStateException("There is no resource " + FOLDER + path);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
