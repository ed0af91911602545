/** Contacts with their segments, topics and properties, and suppressions. */
package dev.resendmcp.simulator.contact;
