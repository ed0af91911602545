/** Which build is running; what says so to clients, logs and metrics asks here. Knows nothing else of this product. */
package dev.resendmcp.release;
