package dev.resendmcp.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.model.Step;
import dev.resendmcp.api.model.Workflow;
import dev.resendmcp.api.model.Workflow.Connection;
import dev.resendmcp.api.wire.CommaList;
import dev.resendmcp.api.wire.EnabledState;
import dev.resendmcp.api.wire.Page;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Sequences of steps that run for a contact when an event happens, and their runs. */
@Path("automations")
@Consumes("application/json")
@Produces("application/json")
public interface Automations {

    @POST
    @Tool(
            name = "create_automation",
            effect = Effect.CREATE,
            description = "Creates an automation, a workflow: a drip campaign or welcome series of steps that runs for"
                    + " a contact when an event is sent, such as after a signup. Disabled unless status is enabled."
                    + " Returns its id.")
    JsonNode create(@Valid @NotNull NewAutomation automation);

    @GET
    @Tool(
            name = "list_automations",
            effect = Effect.READ,
            description = "Lists automations (automated workflows) with status but without steps; get_automation has"
                    + " the steps.")
    JsonNode list(@QueryParam("status") EnabledState status, @Valid @BeanParam Page page);

    @GET
    @Path("{automation_id}")
    @Tool(
            name = "get_automation",
            effect = Effect.READ,
            description = "Shows an automation (workflow) with its steps and connections.")
    JsonNode get(@PathParam("automation_id") @Id String automationId);

    @PATCH
    @Path("{automation_id}")
    @Tool(
            name = "update_automation",
            effect = Effect.UPDATE,
            description = "Changes name, status (enabled turns the automation back on) or the whole workflow, such as a"
                    + " delay: steps and connections go together and replace the old ones.")
    JsonNode update(@PathParam("automation_id") @Id String automationId, @Valid @NotNull AutomationChange change);

    @DELETE
    @Path("{automation_id}")
    @Tool(
            name = "delete_automation",
            effect = Effect.REMOVE,
            description = "Permanently deletes an automation (workflow). To only pause it, use stop_automation.")
    JsonNode delete(@PathParam("automation_id") @Id String automationId);

    @POST
    @Path("{automation_id}/duplicate")
    @Tool(
            name = "duplicate_automation",
            effect = Effect.CREATE,
            description = "Copies (clones) an automation, a workflow, and returns the new id.")
    JsonNode duplicate(@PathParam("automation_id") @Id String automationId);

    @POST
    @Path("{automation_id}/stop")
    @Tool(
            name = "stop_automation",
            effect = Effect.REMOVE,
            description = "Stops (pauses) an automation and disables it; update_automation can turn it on again.")
    JsonNode stop(@PathParam("automation_id") @Id String automationId);

    @GET
    @Path("{automation_id}/runs")
    @Tool(
            name = "list_automation_runs",
            effect = Effect.READ,
            description = "Lists the runs of an automation (did it run?) with status and times.")
    JsonNode listRuns(
            @PathParam("automation_id") @Id String automationId,
            @Valid @BeanParam RunFilter filter,
            @Valid @BeanParam Page page);

    @GET
    @Path("{automation_id}/runs/{run_id}")
    @Tool(
            name = "get_automation_run",
            effect = Effect.READ,
            description = "Returns one workflow run with the status, output and error of each step: why it failed.")
    JsonNode getRun(@PathParam("automation_id") @Id String automationId, @PathParam("run_id") @Id String runId);

    /** Body of {@code POST /automations}. */
    record NewAutomation(
            @NotBlank String name,
            @JsonPropertyDescription("Default disabled.") EnabledState status,
            @NotEmpty @Size(max = 150) List<@Valid @NotNull Step> steps,

            @NotNull @JsonPropertyDescription("Which step follows which.")
            List<@Valid @NotNull Connection> connections)
            implements Workflow {}

    /** Body of {@code PATCH /automations/{automation_id}}. */
    record AutomationChange(
            @Size(min = 1) String name,
            EnabledState status,

            @Size(min = 1, max = 150) @JsonPropertyDescription("As for create_automation.")
            List<@Valid @NotNull Step> steps,

            List<@Valid @NotNull Connection> connections)
            implements Workflow {

        @JsonIgnore
        @AssertTrue(message = "give at least one of name, status, or steps with connections")
        boolean isChange() {
            return name != null || status != null || steps != null || connections != null;
        }

        @JsonIgnore
        @AssertTrue(message = "give steps and connections together")
        boolean isWholeWorkflow() {
            return (steps == null) == (connections == null);
        }
    }

    /** Which runs to list. */
    final class RunFilter {
        /** Runs in one of these states only. */
        @QueryParam("status")
        @Valid
        public CommaList<RunStatus> status;
    }

    /** How far a run is. */
    enum RunStatus {
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELLED;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
