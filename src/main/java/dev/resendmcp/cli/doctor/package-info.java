/** The command {@code doctor}: examines everything that the service needs, and says what is wrong and how to mend it. */
package dev.resendmcp.cli.doctor;
