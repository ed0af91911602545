package dev.resendmcp.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.canary.Traffic.Answer;
import dev.resendmcp.error.ErrorName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was seen where, and what of it must not be there. */
final class Sightings {
    private static final String OF_THE_SERVICE = Canaries.SECRET;
    private static final String SECRETS = Canaries.SECRET + "|" + Canaries.GRANTED;
    private static final String WHAT_ERRORS_MUST_NOT_REPEAT = Canaries.SECRET + "|" + Canaries.PERSONAL;

    private final Map<String, List<String>> leaks = new LinkedHashMap<>();
    private final List<String> places = new ArrayList<>();

    /** What strangers, other callers and other users of the machine can see: nothing of anybody. */
    void open(String where, String text) {
        look(where, Canaries.in(text));
        MarkedService.created().filter(text::contains).forEach(token -> look(where, List.of("a created token")));
    }

    /** What an operator sees: the calls of callers, but no secret. */
    void operator(String where, String text) {
        look(where, Canaries.in(text, SECRETS));
    }

    /** What a caller was answered: what is its own; no key of the service, and no content in errors of the service. */
    void answer(Answer answer) {
        String where = "answer of " + answer.tool() + " to " + answer.request();
        look(where, Canaries.in(answer.body(), OF_THE_SERVICE));
        if (isErrorOfTheService(answer)) {
            look(where, Canaries.in(answer.error().path("message").asText(), WHAT_ERRORS_MUST_NOT_REPEAT));
        }
    }

    private static boolean isErrorOfTheService(Answer answer) {
        return answer.error().has("code")
                || ErrorName.find(answer.error().path("name").asText())
                        .filter(name -> !name.isResponse())
                        .isPresent();
    }

    private void look(String where, List<String> found) {
        places.add(where);
        if (!found.isEmpty()) {
            leaks.put(where, found);
        }
    }

    /** Fails if there is a leak, or if one of these places was not looked at. */
    void check(Set<String> expectedPlaces) {
        assertThat(leaks).isEmpty();
        expectedPlaces.forEach(expected -> assertThat(places).as(expected).anyMatch(place -> place.contains(expected)));
    }
}
