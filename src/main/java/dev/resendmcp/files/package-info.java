/** Files that only their owner may read. */
package dev.resendmcp.files;
