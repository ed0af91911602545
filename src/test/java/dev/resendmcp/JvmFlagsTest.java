package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.GeneratedFile;
import dev.resendmcp.testing.UnitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The unit, the image, the manifests and the documentation agree on flags of the JVM and on memory. */
class JvmFlagsTest {
    private static final Path PAGE = Path.of("docs/deployment.md");

    @Test
    void imageHasTheFlagsOfTheUnit() throws IOException {
        String image = Files.readString(Path.of("Dockerfile"));
        String entry = image.substring(image.indexOf("\nENTRYPOINT "), image.indexOf("\nCMD "));
        List<String> flags = Pattern.compile("\"(-X[^\"]*)\"")
                .matcher(entry)
                .results()
                .map(MatchResult::group)
                .map(flag -> flag.substring(1, flag.length() - 1))
                .filter(flag -> !flag.matches("-XX:(AOTCache|MaxRAMPercentage)=.*|-Xlog:.*"))
                .toList();
        List<String> unit = UnitFile.flags().stream()
                .filter(flag -> !flag.startsWith("-Xmx"))
                .toList();
        assertThat(flags).isNotEmpty().isEqualTo(unit);
        assertThat(image).contains(UnitFile.arenas());
    }

    @Test
    void heapsOfUnitAndImageAreAboutTheSame() throws IOException {
        assertThat(UnitFile.flags()).contains("-Xmx1g");
        assertThat(UnitFile.limit() * number("Dockerfile", "MaxRAMPercentage=(\\d+)") / 100)
                .isBetween(950, 1100);
    }

    @Test
    void memoryLimitsAgree() throws IOException {
        assertThat(number("ops/compose/compose.yaml", "mem_limit: (\\d+)m")).isEqualTo(UnitFile.limit());
        assertThat(number("ops/kubernetes/deployment.yaml", "(?s)limits:\\s+memory: (\\d+)Mi"))
                .isEqualTo(UnitFile.limit());
        assertThat(number(PAGE.toString(), "--memory (\\d+)m")).isEqualTo(UnitFile.limit());
    }

    @Test
    void pageHasTheFlagsOfTheUnit() throws IOException {
        String flags = "\n```\n" + UnitFile.arenas() + "\n" + String.join(" ", UnitFile.flags()) + "\n```\n\n";
        GeneratedFile.requireCurrent(PAGE, "<!-- flags:begin -->\n", "<!-- flags:end -->", flags);
    }

    private static int number(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .mapToInt(result -> Integer.parseInt(result.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
