/** What every simulated endpoint builds on: routes, field checks, stored items and the handlers that most endpoints share. */
package dev.resendmcp.simulator.core;
