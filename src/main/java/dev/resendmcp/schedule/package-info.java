/** Times and durations as callers write them, read in one way for all rules. */
package dev.resendmcp.schedule;
