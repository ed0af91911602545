/**
 * Damaged input by the thousand. Every damaged message follows from the seed of the run and its own number alone, so any
 * failure can be repeated: {@code -Dfuzz.seed=S -Dfuzz.first=N -Dfuzz.messages=1}.
 */
package dev.resendmcp.fuzz;
