/** The context of one call, shared by the protocol that receives it and the client that waits and sends for it. */
package dev.resendmcp.call;
