/** Which tools a request may see and call: named sets of tools, selections of them, and the view that results. */
package dev.resendmcp.toolsets;
