package dev.resendmcp.tools;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
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
import dev.resendmcp.api.wire.CommaList;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.api.wire.WireTypes;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * JSON Schema 2020-12 of a tool's arguments, kept terse because it occupies the context of every client. A named
 * parameter is one property; a spread one contributes the properties of its type.
 */
final class InputSchemas {
    private final SchemaGenerator generator;
    private final ParameterConstraints constraints;
    private final ObjectMapper mapper;
    private final ArgumentDescriptions descriptions = new ArgumentDescriptions();
    /** Many parameters share few types, and generating takes most of the time of a start. */
    private final Map<Type, ObjectNode> generated = new HashMap<>();

    InputSchemas(ParameterConstraints constraints, ObjectMapper mapper) {
        this.constraints = constraints;
        this.mapper = mapper;
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(new JakartaValidationModule(JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED))
                .with(Option.INLINE_ALL_SCHEMAS)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .with(Option.FLATTENED_OPTIONALS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        builder.forTypesInGeneral()
                // All equal: keeps the order of declaration.
                .withPropertySorter(Comparator.comparingInt(any -> 0))
                .withCustomDefinitionProvider(InputSchemas::wireType);
        builder.forFields()
                .withPropertyNameOverrideResolver(field -> WireFormat.name(field.getDeclaredName()))
                .withCustomDefinitionProvider(InputSchemas::oneOrMany);
        this.generator = new SchemaGenerator(builder.build());
    }

    /** Fails with {@link CatalogueException} if two parameters have an argument of the same name. */
    ObjectNode of(List<ToolParameter> parameters) {
        ObjectNode schema = mapper.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List<String> required = new ArrayList<>();
        for (ToolParameter parameter : parameters) {
            ObjectNode type = generate(parameter.type());
            if (parameter.isSpread()) {
                type.path("properties").properties().forEach(e -> put(properties, parameter, e.getKey(), e.getValue()));
                type.path("required").forEach(name -> required.add(name.asText()));
            } else {
                parameter.description().ifPresent(text -> type.put("description", text));
                boolean needed = constraints.describe(parameter, type);
                put(properties, parameter, parameter.name(), type);
                if (needed) {
                    required.add(parameter.name());
                }
            }
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        StringLengths.publish(schema);
        descriptions.complete(schema);
        return schema.put("additionalProperties", false);
    }

    /** Names of the arguments of a spread parameter. */
    Set<String> fields(ToolParameter parameter) {
        Set<String> names = new LinkedHashSet<>();
        generate(parameter.type()).path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void put(ObjectNode properties, ToolParameter parameter, String name, JsonNode property) {
        if (properties.has(name)) {
            throw new CatalogueException(parameter, "another parameter already offers the argument " + name);
        }
        properties.set(name, property);
    }

    /** Our value types have the schema of their content. */
    private static CustomDefinition wireType(ResolvedType type, SchemaGenerationContext context) {
        WireTypes kinds = type.getErasedType().getAnnotation(WireTypes.class);
        if (kinds != null) {
            ObjectNode either = context.getGeneratorConfig().createObjectNode();
            if (kinds.value().length == 1) {
                either.put("type", kinds.value()[0]);
            } else {
                List.of(kinds.value()).forEach(either.putArray("type")::add);
            }
            if (List.of(kinds.value()).contains("array")) {
                // Some model providers reject a list without a schema of its items.
                either.putObject("items").put("type", "object");
            }
            return new CustomDefinition(either, DefinitionType.INLINE, AttributeInclusion.NO);
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

    /** One thread at a time: the library does not claim to be thread-safe. */
    private synchronized ObjectNode generate(Type type) {
        return generated
                .computeIfAbsent(type, missing -> merged(generator.generateSchema(missing)))
                .deepCopy();
    }

    /** Replaces {@code allOf}, in which the library combines the schemas of a field and of its type. */
    private static ObjectNode merged(JsonNode schema) {
        ObjectNode whole = (ObjectNode) schema;
        JsonNode parts = whole.remove("allOf");
        if (parts != null) {
            parts.forEach(part -> whole.setAll((ObjectNode) part));
        }
        whole.forEach(InputSchemas::mergeInside);
        return whole;
    }

    private static void mergeInside(JsonNode node) {
        if (node.isObject()) {
            merged(node);
        } else {
            node.forEach(InputSchemas::mergeInside);
        }
    }
}
