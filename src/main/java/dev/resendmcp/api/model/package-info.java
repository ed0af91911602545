/** Request bodies and query parameters that several endpoints share or that are too long for the interface. */
package dev.resendmcp.api.model;
