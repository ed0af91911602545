/** The journal and used tokens, kept in files of this process. */
package dev.resendmcp.state.store;
