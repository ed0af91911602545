package dev.resendmcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** No value that is not known beforehand becomes a label. */
class LabelTest {
    private enum Source {
        JOURNAL
    }

    @Test
    void otherValuesOfAClosedSetAreReplaced() {
        Label reason = Label.oneOf("reason", Set.of("busy"));
        assertThat(reason.value("busy")).isEqualTo("busy");
        assertThat(reason.value("alice@example.com")).isEqualTo("_OTHER");
        assertThat(reason.value(null)).isEqualTo("_OTHER");
    }

    @Test
    void sourceOfARepeatedAnswerIsOneOfAClosedSet() {
        Label source = Label.oneOf("source", Source.class);
        assertThat(source.known()).containsExactly("journal");
        assertThat(source.value("mcp-key")).isEqualTo("_OTHER");
    }

    @Test
    void missingValueOfAnOptionalLabelIsNothing() {
        Label version = Label.optional("version", Set.of("2025-11-25"));
        assertThat(version.value(null)).isEmpty();
        assertThat(version.value("")).isEmpty();
        assertThat(version.value("x")).isEqualTo("_OTHER");
    }

    @Test
    void statusIsAClassOrNone() {
        Label status = Label.statusClass("status");
        assertThat(status.value("429")).isEqualTo("4xx");
        assertThat(status.value("0")).isEqualTo("none");
        assertThat(status.value("600")).isEqualTo("none");
    }

    @Test
    void listedStatusIsKeptAndAnyOtherIsAClass() {
        Label status = Label.status("status", Set.of("429"));
        assertThat(status.value("429")).isEqualTo("429");
        assertThat(status.value("404")).isEqualTo("4xx");
        assertThat(status.value("0")).isEqualTo("none");
        assertThat(status.known()).containsExactlyInAnyOrder("2xx", "3xx", "4xx", "429", "5xx", "none");
    }

    @Test
    void boundedLabelTakesNoMoreValuesThanItMay() {
        Label caller = Label.bounded("caller", Set.of("ann"), 2);
        assertThat(caller.value("bob")).isEqualTo("bob");
        assertThat(caller.value("eve")).isEqualTo("_OTHER");
        assertThat(caller.value("ann")).isEqualTo("ann");
        assertThat(caller.known()).containsExactly("ann");
    }
}
