package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.resendmcp.ResendMcpApplication;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.SettingFault;
import dev.resendmcp.cli.settings.Variables;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands wrong in {@code config.yml}, the sentence about it names the setting and says what to write. */
@Tag("slow")
class EverySettingTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<JsonNode> WRONG = List.of(
            JSON.textNode("10 hunters"),
            JSON.numberNode(-7),
            JSON.numberNode(99_999_999_999_999L),
            JSON.textNode("99999d"),
            JSON.textNode("99999GB"),
            JSON.objectNode().put("hunter", 1),
            JSON.arrayNode().add(JSON.objectNode().put("hunter", 2)));

    /** Their sentences repeat the value, which is an address of a proxy and no secret. */
    private static final List<String> REPEATED = List.of("mcp.trustedProxies", "TRUSTED_PROXIES");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Bootstrap<ResendMcpConfiguration> BOOTSTRAP = bootstrap();
    private static final ConfigurationFactory<ResendMcpConfiguration> SETTINGS = BOOTSTRAP
            .getConfigurationFactoryFactory()
            .create(
                    ResendMcpConfiguration.class,
                    BOOTSTRAP.getValidatorFactory().getValidator(),
                    BOOTSTRAP.getObjectMapper(),
                    "dw");

    @TempDir
    Path directory;

    /** Overrides of services that other tests started at the same time may still be there. */
    @BeforeEach
    void forgetOverrides() {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("dw."))
                .forEach(System::clearProperty);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void wrongValueIsRefusedWithTheFormOfTheSetting(String setting) throws IOException {
        for (JsonNode value : WRONG) {
            ObjectNode file = file();
            set(file, setting, value);
            Optional<String> sentence = refused(file, Map.of("RESEND_API_KEY", "re_sandbox"));
            sentence.ifPresent(told -> {
                // What stands in a section that should be a single value may be told of in its place.
                if (!told.contains("has a setting that does not exist")) {
                    assertThat(told)
                            .startsWith(setting)
                            .contains(" in other.yml ")
                            .doesNotContain("expected form", "java.", "Factory");
                    if (!REPEATED.contains(setting)) {
                        assertThat(told).doesNotContain("hunter", "10x", "99999");
                    }
                }
                assertThat(told).endsWith(".");
            });
            if (value.isContainerNode()) {
                assertThat(sentence).as("%s: %s", setting, value).isPresent();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variables")
    void wrongValueOfAVariableIsRefusedWithItsName(String name) throws IOException {
        for (String value : List.of("10 hunters", "-7", "10x", "99999999999")) {
            refused(file(), Map.of("RESEND_API_KEY", "re_sandbox", name, value)).ifPresent(told -> {
                assertThat(told)
                        .startsWith(name + " (")
                        .contains(" in other.yml) ")
                        .endsWith(".")
                        .doesNotContain("expected form", "java.", "Factory");
                if (!REPEATED.contains(name)) {
                    assertThat(told).doesNotContain("hunter", "10x", "99999");
                }
            });
        }
    }

    static Stream<String> settings() throws IOException {
        List<String> paths = new ArrayList<>();
        collect("", file(), paths);
        return paths.stream();
    }

    static Stream<String> variables() throws IOException {
        return Pattern.compile("\\$\\{([A-Z_]+):-")
                .matcher(Files.readString(Path.of("config.yml")).replaceAll("(?m)^ *#.*$", ""))
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("RESEND_API_KEY"))
                .distinct();
    }

    private static ObjectNode file() throws IOException {
        return (ObjectNode) YAML.readTree(Path.of("config.yml").toFile());
    }

    private static void collect(String path, JsonNode node, List<String> paths) {
        if (node instanceof ObjectNode section) {
            section.properties().forEach(entry -> {
                String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                // The name of a logger is no setting, and has dots.
                if (!name.startsWith("logging.loggers.")) {
                    collect(name, entry.getValue(), paths);
                }
            });
        } else if (node instanceof ArrayNode list && list.get(0).isObject()) {
            collect(path + "[0]", list.get(0), paths);
        } else {
            paths.add(path);
        }
    }

    private static void set(ObjectNode file, String path, JsonNode value) {
        String pointer = "/" + path.replace("[", "/").replace("]", "").replace('.', '/');
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) file.at(pointer.substring(0, last))).set(pointer.substring(last + 1), value);
    }

    private Optional<String> refused(ObjectNode settings, Map<String, String> variables) throws IOException {
        Path file = directory.resolve("other.yml");
        YAML.writeValue(file.toFile(), settings);
        try {
            SETTINGS.build(new ConfigurationFile(Variables.of(variables)), file.toString());
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of(new SettingFault(file.toString()).sentence(e).replace(directory + "/", ""));
        }
    }

    private static Bootstrap<ResendMcpConfiguration> bootstrap() {
        ResendMcpApplication application = new ResendMcpApplication(Variables.of(Map.of()));
        Bootstrap<ResendMcpConfiguration> bootstrap = new Bootstrap<>(application);
        application.initialize(bootstrap);
        return bootstrap;
    }
}
