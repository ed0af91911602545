package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.SettingsReader;
import dev.resendmcp.cli.settings.Variables;
import io.dropwizard.core.setup.Bootstrap;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Defaults stand in {@code config.yml} and in the settings records, for files that leave a setting out. */
class SettingDefaultsTest {
    private static final Map<String, Function<ResendMcpConfiguration, Record>> SECTIONS = Map.ofEntries(
            Map.entry("auth", ResendMcpConfiguration::auth),
            Map.entry("tools", ResendMcpConfiguration::tools),
            Map.entry("resend", ResendMcpConfiguration::resend),
            Map.entry("mcp", ResendMcpConfiguration::mcp),
            Map.entry("access", ResendMcpConfiguration::access),
            Map.entry("policy", ResendMcpConfiguration::policy),
            Map.entry("budgets", ResendMcpConfiguration::budgets),
            Map.entry("modes", ResendMcpConfiguration::modes),
            Map.entry("approvals", ResendMcpConfiguration::approvals),
            Map.entry("adminAccess", ResendMcpConfiguration::adminAccess),
            Map.entry("sends", ResendMcpConfiguration::sends),
            Map.entry("state", ResendMcpConfiguration::state));

    @ParameterizedTest
    @MethodSource("sections")
    void fileHasEverySettingWithItsDefault(String name, Function<ResendMcpConfiguration, Record> section)
            throws Exception {
        Record withoutFile = section.apply(new ResendMcpConfiguration());
        JsonNode inFile =
                new YAMLMapper().readTree(Path.of("config.yml").toFile()).path(name);
        assertThat(inFile.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(components(withoutFile));
        assertThat(section.apply(shipped()))
                .usingRecursiveComparison()
                // Random, unless it is set.
                .ignoringFields("confirmationKey")
                .isEqualTo(withoutFile);
    }

    static Stream<Arguments> sections() {
        return SECTIONS.entrySet().stream().map(section -> Arguments.of(section.getKey(), section.getValue()));
    }

    private static List<String> components(Record settings) {
        return Arrays.stream(settings.getClass().getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }

    private static ResendMcpConfiguration shipped() throws Exception {
        ResendMcpApplication application = new ResendMcpApplication(Variables.of(Map.of()));
        Bootstrap<ResendMcpConfiguration> bootstrap = new Bootstrap<>(application);
        application.initialize(bootstrap);
        return SettingsReader.read(bootstrap, ConfigurationFile.of(bootstrap), "config.yml");
    }
}
