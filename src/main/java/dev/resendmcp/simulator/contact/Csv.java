package dev.resendmcp.simulator.contact;

import java.util.ArrayList;
import java.util.List;

/** Reads text as CSV of RFC 4180: commas, double quotes, and line breaks inside quotes. */
final class Csv {
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean quoted;

    private Csv() {}

    /** The rows; empty lines are none. */
    static List<List<String>> rows(String text) {
        Csv csv = new Csv();
        text.replace("\r\n", "\n").chars().forEach(character -> csv.read((char) character));
        csv.read('\n');
        return csv.rows;
    }

    private void read(char character) {
        if (character == '"') {
            // A doubled quote closes and opens again, which leaves one quote of it.
            if (!quoted && !cell.isEmpty()) {
                cell.append('"');
            }
            quoted = !quoted;
        } else if (quoted || (character != ',' && character != '\n')) {
            cell.append(character);
        } else {
            row.add(cell.toString().trim());
            cell.setLength(0);
            if (character == '\n') {
                endRow();
            }
        }
    }

    private void endRow() {
        if (row.stream().anyMatch(value -> !value.isEmpty())) {
            rows.add(row);
        }
        row = new ArrayList<>();
    }
}
