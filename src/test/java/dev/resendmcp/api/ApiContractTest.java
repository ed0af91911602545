package dev.resendmcp.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.wire.Endpoint;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.testing.Facts;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
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
class ApiContractTest {
    /** Where the code knowingly asks for less or for more, and why. */
    private static final Map<String, String> REQUIRED_OTHERWISE = Map.of(
            "send_email from", "a template may supply it",
            "send_email subject", "a template may supply it",
            "send_batch_emails [].from", "a template may supply it",
            "send_batch_emails [].subject", "a template may supply it",
            "create_broadcast segment_id", "audience_id may stand in its place",
            "update_contact_property fallback_value", "it is the only field, so a change without it changes nothing");

    private static final Map<String, Facts> FACTS = Facts.byTool();

    @TestFactory
    Stream<DynamicTest> everyToolSendsWhatTheFactsSay() {
        return tools().map(method -> {
            String name = method.getAnnotation(Tool.class).name();
            return DynamicTest.dynamicTest(name, () -> check(method, FACTS.get(name)));
        });
    }

    @Test
    void everyRowIsATool() {
        assertThat(Catalogue.toolNames()).isEqualTo(FACTS.keySet()).hasSize(145);
    }

    private static void check(Method method, Facts fact) {
        assertThat(fact).as("a row of this tool").isNotNull();
        checkEffect(method, fact);
        // A default method chooses between requests; what it sends is checked by calling it.
        if (!method.isDefault()) {
            checkRequest(method, fact);
        }
    }

    private static void checkEffect(Method method, Facts fact) {
        Effect effect = method.getAnnotation(Tool.class).effect();
        assertThat(effect.readOnly()).as("read only").isEqualTo(fact.readOnly());
        assertThat(effect.destructive()).as("destructive").isEqualTo(fact.destructive());
        assertThat(effect.removes()).as("removes").isEqualTo(fact.removes());
        assertThat(effect.idempotent()).as("idempotent").isEqualTo(fact.idempotent());
    }

    private static void checkRequest(Method method, Facts fact) {
        assertThat(verb(method)).isEqualTo(fact.method());
        assertThat("/" + Endpoint.route(method)).isEqualTo(fact.path());
        assertThat(headers(method).contains("Idempotency-Key")).isEqualTo(fact.idempotencyKey());
        assertThat(query(method)).as("query").isEqualTo(fact.query());
        assertThat(body(method, any -> true)).as("body").isEqualTo(fact.body());
        Set<String> required = new TreeSet<>(fact.bodyRequired());
        for (String field : fact.body()) {
            boolean otherwise = REQUIRED_OTHERWISE.containsKey(fact.tool() + " " + field);
            if (otherwise && !required.remove(field)) {
                required.add(field);
            }
        }
        assertThat(body(method, ApiContractTest::isRequired))
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
}
