/** Domains, their DNS records and claims of domains. */
package dev.resendmcp.simulator.domain;
