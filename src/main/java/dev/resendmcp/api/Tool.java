package dev.resendmcp.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Publishes a JAX-RS method as an MCP tool.
 *
 * <p>{@code @POST @Path("{domain_id}/verify") @Tool(name = "verify_domain", ...) JsonNode verify(@PathParam("domain_id")
 * @Id String id)} becomes the tool {@code verify_domain} with the argument {@code domain_id}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tool {
    /** Name on the wire: lower case letters, digits and underscores, at most 64; unique in the catalogue. */
    String name();

    /** Short name for people, shown by clients. Without one, {@code list_topics} is called "List topics". */
    String title() default "";

    /** What a call does to the account; the tool's hints follow from it. */
    Effect effect();

    /** For a model that must choose: what it does, when to use a neighbour instead, what comes back. */
    String description();
}
