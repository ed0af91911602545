package dev.resendmcp.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolRegistry;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.ws.rs.Path;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules over the whole catalogue. */
class CatalogueTest {
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();
    private static final List<ToolDefinition> TOOLS = new ToolRegistry(
                    Catalogue.MODULES,
                    type -> Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, m, a) -> null),
                    VALIDATOR)
            .list();

    @Test
    void everyInterfaceWithAPathIsListed() {
        JavaClasses api = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.resendmcp.api");
        List<String> interfaces = api.stream()
                .filter(type -> type.isAnnotatedWith(Path.class) && type.isInterface())
                // What another interface extends is part of that one.
                .filter(type -> type.getAllSubclasses().isEmpty())
                .map(type -> type.getName())
                .toList();
        assertThat(Catalogue.MODULES.stream().map(Class::getName)).containsExactlyInAnyOrderElementsOf(interfaces);
    }

    @Test
    void namesAreUniqueAndOfTheMcpPattern() {
        assertThat(TOOLS)
                .extracting(ToolDefinition::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z_]{1,64}"));
    }

    @Test
    void schemasAreValidJsonSchema() {
        DefaultJsonSchemaValidator validator = new DefaultJsonSchemaValidator();
        assertThat(TOOLS)
                .allSatisfy(tool -> assertThat(
                                validator.validateSchema(tool.inputSchema()).valid())
                        .isTrue());
    }

    @Test
    void descriptionsAreSentencesOfBoundedLength() {
        assertThat(TOOLS)
                .allSatisfy(tool -> assertThat(tool.description()).endsWith(".").hasSizeBetween(20, 400));
    }

    @Test
    void schemasAreClosedObjectsWithoutAlternativesAtTheTop() {
        assertThat(TOOLS).allSatisfy(tool -> {
            assertThat(tool.inputSchema()).containsEntry("type", "object").containsEntry("additionalProperties", false);
            assertThat(tool.inputSchema()).doesNotContainKeys("oneOf", "anyOf", "allOf", "$ref");
        });
    }

    @Test
    void argumentNamesAreSnakeCaseThroughout() {
        Pattern snake = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        TOOLS.forEach(tool -> assertNames(WireFormat.mapper().valueToTree(tool.inputSchema()), snake));
    }

    private static void assertNames(JsonNode schema, Pattern snake) {
        schema.path("properties").properties().forEach(property -> {
            assertThat(property.getKey()).as("argument of a schema").matches(snake);
            assertNames(property.getValue(), snake);
        });
        Stream.of("items", "additionalProperties")
                .map(schema::path)
                .filter(JsonNode::isObject)
                .forEach(child -> assertNames(child, snake));
    }
}
