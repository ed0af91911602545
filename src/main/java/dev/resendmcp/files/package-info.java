/** Files that only their owner may read. Knows nothing else of this project. */
package dev.resendmcp.files;
