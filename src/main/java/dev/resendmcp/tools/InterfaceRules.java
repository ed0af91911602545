package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.Tool;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.Endpoint;
import dev.resendmcp.tools.ToolParameter.Place;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rules for interfaces of the catalogue, checked at start. JAX-RS clients accept more, and then silently drop values or send a
 * wrong request.
 */
final class InterfaceRules {
    private static final Pattern TEMPLATE = Pattern.compile("\\{([^}]+)}");
    private static final Pattern TOOL_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Set<String> BODILESS = Set.of("GET", "DELETE");

    private InterfaceRules() {}

    static void check(Class<?> type) {
        require(type.isInterface(), type, "must be an interface");
        require(type.isAnnotationPresent(Path.class), type, "needs @Path");
        require(type.isAnnotationPresent(Consumes.class), type, "needs @Consumes, or bodies have no media type");
        require(type.isAnnotationPresent(Produces.class), type, "needs @Produces, or any media type may come back");
        Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .forEach(method -> checkRequest(method, ToolParameter.of(method)));
    }

    static void check(Method method, List<ToolParameter> parameters) {
        Tool tool = method.getAnnotation(Tool.class);
        require(TOOL_NAME.matcher(tool.name()).matches(), method, "tool name must match " + TOOL_NAME);
        require(!tool.description().isBlank(), method, "needs a description");
        require(method.getReturnType() == JsonNode.class, method, "must return JsonNode");
        parameters.forEach(InterfaceRules::check);
    }

    /** Rules for every request, including those that a default method of a tool chooses. */
    private static void checkRequest(Method method, List<ToolParameter> parameters) {
        List<String> verbs = Endpoint.verbs(method);
        require(verbs.size() == 1, method, "needs exactly one of @GET, @POST, @PUT, @PATCH, @DELETE");
        long bodies = parameters.stream().filter(p -> p.place() == Place.BODY).count();
        require(bodies <= 1, method, "takes two bodies");
        require(bodies == 0 || !BODILESS.contains(verbs.get(0)), method, verbs.get(0) + " cannot have a body");
        Set<String> given = parameters.stream()
                .filter(p -> p.place() == Place.PATH)
                .map(p -> method.getParameters()[p.index()]
                        .getAnnotation(PathParam.class)
                        .value())
                .collect(Collectors.toSet());
        Set<String> needed = TEMPLATE.matcher(Endpoint.route(method))
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toSet());
        require(given.equals(needed), method, "path has " + needed + " but @PathParam gives " + given);
        parameters.forEach(InterfaceRules::checkBean);
    }

    private static void checkBean(ToolParameter parameter) {
        boolean recordBean = parameter.place() == Place.BEAN
                && parameter.method().getParameterTypes()[parameter.index()].isRecord();
        require(!recordBean, parameter, "@BeanParam must be a class with public fields; a record's values are dropped");
    }

    private static void check(ToolParameter parameter) {
        require(parameter.place() != Place.PATH || parameter.has(Id.class), parameter, "a path value needs @Id");
        require(!parameter.isSpread() || parameter.has(Valid.class), parameter, "needs @Valid, or nothing is checked");
    }

    private static void require(boolean holds, Class<?> type, String rule) {
        if (!holds) {
            throw new CatalogueException(type, rule);
        }
    }

    private static void require(boolean holds, Method method, String rule) {
        if (!holds) {
            throw new CatalogueException(method, rule);
        }
    }

    private static void require(boolean holds, ToolParameter parameter, String rule) {
        if (!holds) {
            throw new CatalogueException(parameter, rule);
        }
    }
}
