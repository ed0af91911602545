package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.Effect;
import dev.resendmcp.api.Tool;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.Page;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A wrong interface stops the start, with interface, method and parameter named. */
class InterfaceRulesTest {

    @Path("things")
    @Produces("application/json")
    interface NoConsumes {
        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call();
    }

    @Test
    void interfaceWithoutMediaType() {
        refused(NoConsumes.class, "NoConsumes: needs @Consumes");
    }

    @Path("things/{id}")
    @Consumes("application/json")
    @Produces("application/json")
    interface PathWithoutParameter {
        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call();
    }

    @Test
    void templateWithoutItsParameter() {
        refused(PathWithoutParameter.class, "PathWithoutParameter.call: path has [id] but @PathParam gives []");
    }

    @Path("things/{id}")
    @Consumes("application/json")
    @Produces("application/json")
    interface UncheckedId {
        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call(@PathParam("id") String id);
    }

    @Test
    void pathValueWithoutItsConstraint() {
        refused(UncheckedId.class, "UncheckedId.call, parameter id: a path value needs @Id");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface TwoBodies {
        @POST
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call(@Valid Page one, @Valid Page two);
    }

    @Test
    void twoBodies() {
        refused(TwoBodies.class, "TwoBodies.call: takes two bodies");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface GetWithBody {
        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call(@Valid Page body);
    }

    @Test
    void bodyOfARead() {
        refused(GetWithBody.class, "GetWithBody.call: GET cannot have a body");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface RecordBean {
        record Query(@QueryParam("a") String a) {}

        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call(@Valid @BeanParam Query query);
    }

    @Test
    void recordAsBean() {
        refused(RecordBean.class, "RecordBean.call, parameter query: @BeanParam must be a class with public fields");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface UncheckedBody {
        @POST
        @Tool(name = "t", title = "T", effect = Effect.CREATE, description = "D.")
        JsonNode call(@NotNull Page body);
    }

    @Test
    void bodyThatIsNotValidated() {
        refused(UncheckedBody.class, "UncheckedBody.call, parameter body: needs @Valid");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface Cookie {
        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call(@CookieParam("c") String cookie);
    }

    @Test
    void cookie() {
        refused(Cookie.class, "Cookie.call, parameter cookie: @CookieParam is not supported");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface SameArgumentTwice {
        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call(@QueryParam("limit") Integer limit, @Valid @BeanParam Page page);
    }

    @Test
    void argumentOfferedTwice() {
        refused(
                SameArgumentTwice.class,
                "SameArgumentTwice.call, parameter page: another parameter already offers the argument limit");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface UnknownConstraint {
        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call(@QueryParam("day") @Past LocalDate day);
    }

    @Test
    void constraintThatNoSchemaKeywordShows() {
        refused(UnknownConstraint.class, "UnknownConstraint.call, parameter day: @Past has no schema keyword");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface SameName {
        @GET
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode one();

        @GET
        @Path("{id}")
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode two(@PathParam("id") @Id String id);
    }

    @Test
    void twoToolsOfOneName() {
        assertThatThrownBy(() -> registry(SameName.class))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("another tool is called t");
    }

    @Path("things")
    @Consumes("application/json")
    @Produces("application/json")
    interface NoVerb {
        @Tool(name = "t", title = "T", effect = Effect.READ, description = "D.")
        JsonNode call();
    }

    @Test
    void methodWithoutVerb() {
        refused(NoVerb.class, "NoVerb.call: needs exactly one of @GET");
    }

    private static void refused(Class<?> type, String message) {
        assertThatThrownBy(() -> registry(type)
                        .list()
                        .forEach(tool -> assertThat(tool.inputSchema()).isNotEmpty()))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith(message);
    }

    private static ToolRegistry registry(Class<?> type) {
        return new ToolRegistry(
                List.of(type),
                module -> Proxy.newProxyInstance(module.getClassLoader(), new Class<?>[] {module}, (p, m, a) -> null),
                Validation.buildDefaultValidatorFactory().getValidator());
    }
}
