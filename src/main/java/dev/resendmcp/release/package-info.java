/** Version and commit of the running build. */
package dev.resendmcp.release;
