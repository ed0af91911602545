package dev.resendmcp.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The catalogue agrees with {@code resend-endpoints.csv}, which was written from the API's documents, not from the code. */
class FactsTest {
    /** Where the code knowingly differs, and why. */
    private static final Map<String, String> OPTIONAL_AFTER_ALL = Map.of(
            "send_email from", "a template may supply it",
            "send_email subject", "a template may supply it",
            "send_batch_emails [].from", "a template may supply it",
            "send_batch_emails [].subject", "a template may supply it");

    private static final Map<String, Fact> FACTS = facts();

    /** A row of the facts. */
    private record Fact(
            String tool,
            String module,
            String method,
            String path,
            boolean readOnly,
            boolean destructive,
            boolean idempotent,
            boolean idempotencyKey,
            Set<String> query,
            Set<String> bodyRequired,
            Set<String> bodyOptional) {}

    @TestFactory
    Stream<DynamicTest> everyToolSendsWhatTheFactsSay() {
        return tools().map(method -> {
            String name = method.getAnnotation(Tool.class).name();
            return DynamicTest.dynamicTest(name, () -> check(method, FACTS.get(name)));
        });
    }

    @Test
    void modulesAreWhole() {
        Set<String> modules = Catalogue.MODULES.stream()
                .map(type -> WireFormat.name(type.getSimpleName()))
                .collect(Collectors.toSet());
        assertThat(FACTS.values().stream()
                        .filter(fact -> modules.contains(fact.module()))
                        .map(Fact::tool))
                .containsExactlyInAnyOrderElementsOf(Catalogue.toolNames());
    }

    private static void check(Method method, Fact fact) {
        assertThat(fact).as("a row of this tool").isNotNull();
        assertThat(verb(method)).isEqualTo(fact.method());
        assertThat(path(method)).isEqualTo(fact.path());
        Effect effect = method.getAnnotation(Tool.class).effect();
        assertThat(effect.readOnly()).as("read only").isEqualTo(fact.readOnly());
        assertThat(effect.destructive()).as("destructive").isEqualTo(fact.destructive());
        assertThat(effect.idempotent()).as("idempotent").isEqualTo(fact.idempotent());
        assertThat(headers(method).contains("Idempotency-Key")).isEqualTo(fact.idempotencyKey());
        assertThat(query(method)).as("query").isEqualTo(fact.query());
        Set<String> all = new TreeSet<>(fact.bodyRequired());
        all.addAll(fact.bodyOptional());
        assertThat(body(method, any -> true)).as("body").isEqualTo(all);
        Set<String> required = new TreeSet<>(fact.bodyRequired());
        required.removeIf(field -> OPTIONAL_AFTER_ALL.containsKey(fact.tool() + " " + field));
        assertThat(body(method, FactsTest::isRequired))
                .as("required in the body")
                .isEqualTo(required);
    }

    private static Stream<Method> tools() {
        return Catalogue.MODULES.stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.isAnnotationPresent(Tool.class));
    }

    private static String verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .collect(Collectors.joining());
    }

    private static String path(Method method) {
        Path own = method.getAnnotation(Path.class);
        String base = "/" + method.getDeclaringClass().getAnnotation(Path.class).value();
        return own == null ? base : base + "/" + own.value();
    }

    private static Set<String> headers(Method method) {
        return Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(HeaderParam.class))
                .filter(header -> header != null)
                .map(HeaderParam::value)
                .collect(Collectors.toSet());
    }

    private static Set<String> query(Method method) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(QueryParam.class)) {
                names.add(parameter.getAnnotation(QueryParam.class).value());
            } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getFields()) {
                    if (field.isAnnotationPresent(QueryParam.class)) {
                        names.add(field.getAnnotation(QueryParam.class).value());
                    }
                }
            }
        }
        return names;
    }

    private static Set<String> body(Method method, Function<RecordComponent, Boolean> which) {
        List<Class<? extends Annotation>> elsewhere =
                List.of(PathParam.class, QueryParam.class, HeaderParam.class, BeanParam.class);
        return Arrays.stream(method.getParameters())
                .filter(parameter -> elsewhere.stream().noneMatch(parameter::isAnnotationPresent))
                .flatMap(parameter -> fields(parameter.getType(), which))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A record's components; of a record that is written as a bare array, those of the elements. */
    private static Stream<String> fields(Class<?> type, Function<RecordComponent, Boolean> which) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length == 1 && components[0].getAccessor().isAnnotationPresent(JsonValue.class)) {
            Type element = ((ParameterizedType) components[0].getGenericType()).getActualTypeArguments()[0];
            return fields((Class<?>) element, which).map(name -> "[]." + name);
        }
        return Arrays.stream(components).filter(which::apply).map(component -> WireFormat.name(component.getName()));
    }

    private static boolean isRequired(RecordComponent component) {
        return Stream.of(NotNull.class, NotBlank.class, NotEmpty.class)
                .anyMatch(kind -> component.getAccessor().isAnnotationPresent(kind));
    }

    private static Map<String, Fact> facts() {
        try {
            return Files.readAllLines(java.nio.file.Path.of("src/test/resources/resend-endpoints.csv")).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cell -> new Fact(
                            cell[0],
                            cell[1],
                            cell[2],
                            cell[3],
                            yes(cell[4]),
                            yes(cell[5]),
                            yes(cell[6]),
                            yes(cell[7]),
                            words(cell[8]),
                            words(cell[9]),
                            words(cell[10])))
                    .collect(Collectors.toMap(Fact::tool, fact -> fact));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean yes(String cell) {
        return cell.equals("yes");
    }

    private static Set<String> words(String cell) {
        return Stream.of(cell.split(" "))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
