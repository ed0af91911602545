package dev.resendmcp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.release.Release;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What clients are connected with: their settings in the documentation, install links, bundle and registry entry. */
class ConnectFilesTest {
    private static final Path PAGE = Path.of("docs", "clients.md");
    private static final String ADDRESS = "http://127.0.0.1:8080/mcp";
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    @Test
    void installLinkOfCursorHoldsTheHttpEntry() throws IOException {
        Map<String, String> query = link("https://cursor.com/en/install-mcp");
        assertThat(query).containsEntry("name", "resend");
        JsonNode entry =
                McpCalls.tree(new String(Base64.getDecoder().decode(query.get("config")), StandardCharsets.UTF_8));
        assertThat(entry.path("url").asText()).isEqualTo(ADDRESS);
        assertThat(entry.at("/headers/Authorization").asText()).isEqualTo("Bearer ${env:RESEND_MCP_TOKEN}");
    }

    @Test
    void installLinkOfVsCodeHoldsTheHttpEntryAndAsksForTheToken() throws IOException {
        Map<String, String> query = link("https://insiders.vscode.dev/redirect/mcp/install");
        assertThat(query).containsEntry("name", "resend");
        JsonNode entry = McpCalls.tree(query.get("config"));
        assertThat(entry.path("type").asText()).isEqualTo("http");
        assertThat(entry.path("url").asText()).isEqualTo(ADDRESS);
        String input = McpCalls.tree(query.get("inputs")).at("/0/id").asText();
        assertThat(entry.at("/headers/Authorization").asText()).isEqualTo("Bearer ${input:" + input + "}");
    }

    @Test
    void everyBlockOfSettingsIsJson() throws IOException {
        List<String> blocks = JSON_BLOCK
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks)
                .hasSizeGreaterThan(5)
                .allSatisfy(block -> assertThat(McpCalls.tree(block)).isNotEmpty());
    }

    @Test
    void bundleAsksForAddressAndTokenAndHandsThemToTheBridge() throws IOException {
        JsonNode manifest = json(Path.of("ops", "bridge", "manifest.json"));
        assertThat(manifest.path("version").asText())
                .isEqualTo(Release.ofThisJar().version());
        JsonNode server = manifest.path("server");
        assertThat(Path.of("ops", "bridge").resolve(server.path("entry_point").asText()))
                .exists();
        assertThat(server.at("/mcp_config/env/RESEND_MCP_ADDRESS").asText()).isEqualTo("${user_config.address}");
        assertThat(server.at("/mcp_config/env/RESEND_MCP_TOKEN").asText()).isEqualTo("${user_config.token}");
        assertThat(manifest.at("/user_config/address/required").asBoolean()).isTrue();
        assertThat(manifest.at("/user_config/token/sensitive").asBoolean()).isTrue();
    }

    /** By the rules of the schema that the file names, and of the registry. */
    @Test
    void entryOfTheRegistryHasTheFormThatTheRegistryTakes() throws IOException {
        JsonNode server = json(Path.of("server.json"));
        assertThat(server.path("$schema").asText())
                .isEqualTo("https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json");
        assertThat(server.path("name").asText()).matches("[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+");
        assertThat(server.path("description").asText()).hasSizeBetween(1, 100);
        assertThat(server.path("title").asText()).hasSizeBetween(1, 100);
        assertThat(server.path("version").asText())
                .isEqualTo(Release.ofThisJar().version());
        JsonNode remote = server.at("/remotes/0");
        assertThat(remote.path("type").asText()).isEqualTo("streamable-http");
        assertThat(remote.path("url").asText()).matches("https?://\\S+");
        assertVariablesAreDeclared(remote.path("url").asText(), remote);
        JsonNode header = remote.at("/headers/0");
        assertThat(header.path("isSecret").asBoolean()).isTrue();
        assertVariablesAreDeclared(header.path("value").asText(), header);
    }

    private static void assertVariablesAreDeclared(String template, JsonNode place) {
        assertThat(VARIABLE.matcher(template).results().map(name -> name.group(1)))
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(place.path("variables").has(name)).isTrue());
    }

    private static Map<String, String> link(String address) throws IOException {
        MatchResult link = Pattern.compile(Pattern.quote(address) + "\\?([^)\\s]+)")
                .matcher(Files.readString(PAGE))
                .results()
                .findFirst()
                .orElseThrow();
        return Arrays.stream(link.group(1).split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }

    private static JsonNode json(Path file) throws IOException {
        return McpCalls.tree(Files.readString(file));
    }
}
