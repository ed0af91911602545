/** Automations, their runs and events. */
package dev.resendmcp.simulator.automation;
