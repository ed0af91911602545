package dev.resendmcp.tools;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import dev.resendmcp.api.CommaList;
import dev.resendmcp.api.TextOrNumber;
import dev.resendmcp.api.WireFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * JSON Schema 2020-12 of a tool's arguments, kept terse because every client carries it in its context. A named
 * parameter is one property; a spread one contributes the properties of its type.
 */
final class InputSchemas {
    private final SchemaGenerator generator;
    private final ParameterConstraints constraints;

    InputSchemas(ParameterConstraints constraints) {
        this.constraints = constraints;
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        WireFormat.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(new JakartaValidationModule(JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED))
                .with(Option.INLINE_ALL_SCHEMAS)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        builder.forTypesInGeneral()
                // All equal: the order of declaration stays.
                .withPropertySorter(Comparator.comparingInt(any -> 0))
                .withCustomDefinitionProvider(InputSchemas::wireType);
        builder.forFields()
                .withPropertyNameOverrideResolver(field -> WireFormat.name(field.getDeclaredName()))
                .withCustomDefinitionProvider(InputSchemas::oneOrMany);
        this.generator = new SchemaGenerator(builder.build());
    }

    /** Fails with {@link CatalogueException} when two parameters offer an argument of the same name. */
    ObjectNode of(List<ToolParameter> parameters) {
        ObjectNode schema = WireFormat.mapper().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List<String> required = new ArrayList<>();
        for (ToolParameter parameter : parameters) {
            JsonNode type = generator.generateSchema(parameter.type());
            if (parameter.isSpread()) {
                type.path("properties").properties().forEach(e -> put(properties, parameter, e.getKey(), e.getValue()));
                type.path("required").forEach(name -> required.add(name.asText()));
            } else {
                ObjectNode property = (ObjectNode) type;
                parameter.description().ifPresent(text -> property.put("description", text));
                boolean needed = constraints.describe(parameter, property);
                put(properties, parameter, parameter.name(), property);
                if (needed) {
                    required.add(parameter.name());
                }
            }
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        return schema.put("additionalProperties", false);
    }

    private static void put(ObjectNode properties, ToolParameter parameter, String name, JsonNode property) {
        if (properties.has(name)) {
            throw new CatalogueException(parameter, "another parameter already offers the argument " + name);
        }
        properties.set(name, property);
    }

    /** Our value types look on the wire like what they hold. */
    private static CustomDefinition wireType(ResolvedType type, SchemaGenerationContext context) {
        if (type.getErasedType() == TextOrNumber.class) {
            ObjectNode either = context.getGeneratorConfig().createObjectNode();
            either.putArray("type").add("string").add("number");
            return new CustomDefinition(either, true);
        }
        if (type.getErasedType() == CommaList.class) {
            ObjectNode array = context.getGeneratorConfig().createObjectNode().put("type", "array");
            array.set("items", context.createDefinition(type.getTypeParameters().get(0)));
            array.put("minItems", 1).put("maxItems", CommaList.LARGEST);
            return new CustomDefinition(array, true);
        }
        return null;
    }

    /** A list that may be given as a single value. */
    private static CustomPropertyDefinition oneOrMany(FieldScope field, SchemaGenerationContext context) {
        JsonFormat format = field.getAnnotationConsideringFieldAndGetter(JsonFormat.class);
        boolean single = !field.isFakeContainerItemScope()
                && field.getType().isInstanceOf(List.class)
                && Optional.ofNullable(format)
                        .map(f -> List.of(f.with()).contains(JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY))
                        .orElse(false);
        if (!single) {
            return null;
        }
        ObjectNode either = context.getGeneratorConfig().createObjectNode();
        JsonNode items = context.createDefinition(
                field.getType().typeParametersFor(List.class).get(0));
        either.putArray("type").add(items.path("type").asText()).add("array");
        either.set("items", items);
        return new CustomPropertyDefinition(either);
    }
}
