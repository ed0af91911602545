package dev.resendmcp.cli.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.resendmcp.ResendMcpConfiguration;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.ConfigurationFactoryFactory;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.ElementType;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a configuration file without the sections of the HTTP server, because loading their classes would take a third of the
 * time to the first answer. Leaves invalid files and overrides by system properties to the usual factory, which also reports
 * the faults.
 */
public final class StdioConfigurationFactory implements ConfigurationFactory<ResendMcpConfiguration> {
    private static final Set<String> UNUSED = Set.of("server", "admin", "health", "metrics");

    private final Supplier<ConfigurationFactory<ResendMcpConfiguration>> usual;
    private final String overrides;
    private final ObjectMapper mapper;
    private final Validator validator;

    private StdioConfigurationFactory(
            Supplier<ConfigurationFactory<ResendMcpConfiguration>> usual,
            String overrides,
            ObjectMapper mapper,
            Validator validator) {
        this.usual = usual;
        this.overrides = overrides + ".";
        this.mapper = mapper;
        this.validator = validator;
    }

    /**
     * Wraps the usual factory.
     *
     * @param usual the fallback
     * @param validators provide the validator of the sections in use
     */
    public static ConfigurationFactoryFactory<ResendMcpConfiguration> wrapping(
            ConfigurationFactoryFactory<ResendMcpConfiguration> usual, ValidatorFactory validators) {
        return (type, validator, mapper, prefix) -> {
            ObjectMapper own = mapper.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            own.configOverride(type).setIgnorals(JsonIgnoreProperties.Value.forIgnoredProperties(UNUSED));
            Validator sections = validators
                    .usingContext()
                    .traversableResolver(new UsedSections())
                    .getValidator();
            return new StdioConfigurationFactory(
                    () -> usual.create(type, validator, mapper, prefix), prefix, own, sections);
        };
    }

    @Override
    public ResendMcpConfiguration build(ConfigurationSourceProvider provider, String path)
            throws IOException, ConfigurationException {
        byte[] text;
        try (InputStream file = provider.open(path)) {
            text = file.readAllBytes();
        }
        Optional<ResendMcpConfiguration> valid = overridden() ? Optional.empty() : read(text);
        // The file may be a pipe, which can be read only once.
        return valid.isPresent() ? valid.get() : usual.get().build(same -> new ByteArrayInputStream(text), path);
    }

    @Override
    public ResendMcpConfiguration build() throws IOException, ConfigurationException {
        return usual.get().build();
    }

    private boolean overridden() {
        return System.getProperties().stringPropertyNames().stream().anyMatch(name -> name.startsWith(overrides));
    }

    private Optional<ResendMcpConfiguration> read(byte[] text) throws IOException {
        try {
            return Optional.ofNullable(
                            mapper.readValue(new YAMLFactory().createParser(text), ResendMcpConfiguration.class))
                    .filter(settings -> validator.validate(settings).isEmpty());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Skips validation of sections that were not read. */
    private static final class UsedSections implements TraversableResolver {
        @Override
        public boolean isReachable(
                Object object, Path.Node property, Class<?> root, Path pathToObject, ElementType element) {
            return true;
        }

        @Override
        public boolean isCascadable(
                Object object, Path.Node property, Class<?> root, Path pathToObject, ElementType element) {
            return !(object instanceof ResendMcpConfiguration && UNUSED.contains(property.getName()));
        }
    }
}
