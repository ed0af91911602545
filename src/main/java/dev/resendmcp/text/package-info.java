/** How text that strangers wrote is shown, so that what people see is what is there. */
package dev.resendmcp.text;
