package dev.resendmcp.early;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.toolsets.NameList;
import dev.resendmcp.toolsets.ToolSelection;
import dev.resendmcp.toolsets.Toolsets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The early choice of tools is that of the service. */
class PreparedToolsTest {
    private static final int CHOICES = 2_000;
    private static final Toolsets TOOLSETS = Toolsets.ofCatalogue();
    private static final List<String> TOOLS = List.copyOf(new TreeSet<>(TOOLSETS.tools("all")));

    private final PreparedTools prepared = prepared();

    @Test
    void choiceIsThatOfTheService() {
        Random random = new Random(12);
        for (int i = 0; i < CHOICES; i++) {
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put("TOOLSETS", some(random, List.copyOf(TOOLSETS.names()), 2));
            variables.put("TOOLS", some(random, TOOLS, 3));
            variables.put("EXCLUDE_TOOLS", some(random, TOOLS, 3));
            variables.put("READ_ONLY", String.valueOf(random.nextBoolean()));
            variables.entrySet().removeIf(variable -> random.nextInt(3) == 0);
            Set<String> wanted = view(variables);
            PreparedTools chosen = prepared.chosen(variables);
            assertThat(chosen == null ? Set.of() : chosen.names())
                    .as(variables.toString())
                    .isEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TOOLSETS, emials",
        "TOOLS, send_mail",
        "EXCLUDE_TOOLS, send_mail",
        "READ_ONLY, yes",
        "READ_ONLY, ''",
        "READ_ONLY, TRUE"
    })
    void unusualValueWaitsForTheService(String name, String value) {
        assertThat(prepared.chosen(Map.of(name, value))).isNull();
    }

    @Test
    void choiceWithoutToolsWaitsForTheService() {
        assertThat(prepared.chosen(Map.of("TOOLS", "send_email", "READ_ONLY", "true")))
                .isNull();
    }

    @Test
    void listKeepsItsOrderAndTheMembersAfterTheTools() {
        byte[] list = prepared.chosen(Map.of("TOOLS", "send_email,get_email"))
                .into("{\"tools\":[],\"ttlMs\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(list, StandardCharsets.UTF_8))
                .isEqualTo("{\"tools\":[\"get_email\",\"send_email\"],\"ttlMs\":1}");
    }

    private static Set<String> view(Map<String, String> variables) {
        ToolSelection selection = new ToolSelection(
                NameList.of(variables.getOrDefault("TOOLSETS", "")).names(),
                NameList.of(variables.getOrDefault("TOOLS", "")).names(),
                NameList.of(variables.getOrDefault("EXCLUDE_TOOLS", "")).names(),
                Boolean.parseBoolean(variables.get("READ_ONLY")));
        return TOOLSETS.view(selection).only().orElseGet(() -> Set.copyOf(TOOLS));
    }

    private static String some(Random random, List<String> names, int most) {
        List<String> some = new ArrayList<>();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            String name = names.get(random.nextInt(names.size()));
            some.add(random.nextBoolean() ? name : " " + name.toUpperCase(Locale.ROOT));
        }
        return String.join(random.nextBoolean() ? "," : " ,, ", some);
    }

    private static PreparedTools prepared() {
        Map<String, byte[]> tools = new LinkedHashMap<>();
        TOOLS.forEach(name -> tools.put(name, ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8)));
        Map<String, Set<String>> toolsets = new TreeMap<>();
        TOOLSETS.names().forEach(name -> toolsets.put(name, TOOLSETS.tools(name)));
        return new PreparedTools(tools, toolsets);
    }
}
