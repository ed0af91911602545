package dev.resendmcp.mcp.skills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Sets;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.call.Caller;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import dev.resendmcp.once.IdempotentToolSchema;
import dev.resendmcp.once.SendSettings;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolRegistry;
import dev.resendmcp.tools.ToolResult;
import jakarta.validation.Validation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the skill says holds: names exist, examples pass the checks of their tools, links lead somewhere, texts stay short. */
class SkillTextsTest {
    private static final String MAIN = "skill://resend-expert/SKILL.md";
    private static final Pattern WORD = Pattern.compile("`([a-z]+(?:_[a-z]+)*)`");
    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

    /** Words of answers, which no input schema has. */
    private static final Set<String> IN_ANSWERS = Set.of(
            ("id data index errors records deduplicated message message_id has_more last_event origin created_at signing_secret"
                            + " has_unpublished_versions bounced_permanent bounced_transient success attempting"
                            // States of emails and of domains.
                            + " queued scheduled suppressed canceled not_started pending verified partially_verified"
                            + " partially_failed temporary_failure confirmation_token unknown")
                    .split(" "));

    /** All errors but those that none of our requests can cause. */
    private static final Set<String> ERRORS = Sets.difference(
            Sets.union(ErrorName.wireNames(), ResendErrorName.wireNames()),
            Set.of("method_not_allowed", "invalid_access"));

    private static final Set<String> ERROR_FIELDS = new ToolError("", "", 0, false, 1L, true)
            .toJson().path("error").properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());

    private static final Map<String, String> TEXTS = texts();
    private static final ToolRegistry TOOLS = tools();
    private static final Set<String> ARGUMENTS = arguments();

    @Test
    void whatLooksLikeAToolIsOne() {
        Set<String> verbs = Catalogue.toolNames().stream()
                .map(name -> name.replaceFirst("_.*", "_"))
                .collect(Collectors.toSet());
        assertThat(matches(WORD)
                        .filter(word -> verbs.stream().anyMatch(word::startsWith))
                        .filter(word -> !ARGUMENTS.contains(word)))
                .isNotEmpty()
                .isSubsetOf(Catalogue.toolNames());
    }

    @Test
    void everyOtherNameIsAnArgumentAValueOrAWordOfAnswers() {
        Set<String> known = new TreeSet<>(Catalogue.toolNames());
        known.addAll(ARGUMENTS);
        known.addAll(ERRORS);
        known.addAll(IN_ANSWERS);
        known.addAll(ERROR_FIELDS);
        assertThat(matches(WORD)).isSubsetOf(known);
    }

    @Test
    void examplesAreCallsThatTheirToolsTake() {
        List<JsonNode> calls = matches(JSON)
                .map(McpCalls::tree)
                .filter(json -> json.has("name"))
                .toList();
        assertThat(calls).hasSizeGreaterThan(15).allSatisfy(call -> {
            ToolResult result = TOOLS.call(
                    new ToolCall(Caller.LOCAL, call.path("name").asText(), (ObjectNode) call.path("arguments")));
            assertThat(result.error()).as(call.toString()).isEmpty();
        });
    }

    @Test
    void errorsInExamplesHaveTheFormOfThisService() {
        assertThat(matches(JSON).map(McpCalls::tree).filter(json -> !json.has("name")))
                .isNotEmpty()
                .allSatisfy(json ->
                        assertThat(json.path("error").fieldNames()).toIterable().isSubsetOf(ERROR_FIELDS));
    }

    @Test
    void everyErrorIsExplained() {
        String errors = TEXTS.get("skill://resend-expert/references/errors.md");
        assertThat(ERRORS).allSatisfy(name -> assertThat(errors).contains("`" + name + "`"));
    }

    @Test
    void linksLeadToFilesOfTheSkill() {
        TEXTS.forEach((uri, text) -> assertThat(LINK.matcher(text).results().map(link -> resolve(uri, link.group(1))))
                .isSubsetOf(TEXTS.keySet()));
    }

    @Test
    void skillMdLeadsToEveryReference() {
        assertThat(Stream.concat(
                        Stream.of(MAIN),
                        LINK.matcher(TEXTS.get(MAIN)).results().map(link -> resolve(MAIN, link.group(1)))))
                .containsAll(TEXTS.keySet());
    }

    @Test
    void textsAreShort() {
        TEXTS.forEach(
                (uri, text) -> assertThat(text.lines()).as(uri).hasSizeLessThanOrEqualTo(uri.equals(MAIN) ? 150 : 120));
    }

    /** Names of all arguments, also inside others, and their values where these are named. */
    private static Set<String> arguments() {
        Set<String> names = new TreeSet<>();
        IdempotentToolSchema sends = new IdempotentToolSchema(new SendSettings(null).deduplicationWindow());
        TOOLS.list().stream()
                .map(sends::publish)
                .forEach(tool -> collect(McpCalls.JSON.valueToTree(tool.inputSchema()), names));
        return names;
    }

    /** Adds the names of all properties and all values of enumerations. */
    private static void collect(JsonNode schema, Set<String> names) {
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.path("enum").forEach(value -> names.add(value.asText()));
        schema.forEach(child -> collect(child, names));
    }

    private static Stream<String> matches(Pattern pattern) {
        return TEXTS.values().stream()
                .flatMap(text -> pattern.matcher(text).results())
                .map(match -> match.group(1));
    }

    private static String resolve(String uri, String link) {
        return uri.substring(0, uri.lastIndexOf('/') + 1) + link;
    }

    private static Map<String, String> texts() {
        SkillCatalog catalog = SkillCatalog.packaged();
        return catalog.resources().stream()
                .map(resource -> resource.path("uri").asText())
                .collect(Collectors.toMap(
                        uri -> uri,
                        uri -> catalog.read(uri)
                                .orElseThrow()
                                .at("/contents/0/text")
                                .asText()));
    }

    /** The real tools with their checks, in front of nothing. */
    private static ToolRegistry tools() {
        return new ToolRegistry(
                Catalogue.MODULES,
                type -> Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> McpCalls.json("{}")),
                Validation.buildDefaultValidatorFactory().getValidator());
    }
}
