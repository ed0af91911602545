package dev.resendmcp.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values have the same digest. */
class CanonicalJsonTest {
    @Test
    void treeHasTheDigestOfTheSameMap() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("z", "Gr\u00fc\u00dfe \ud83d");
        inner.put("a", true);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("list", Arrays.asList(1, 12345678901L, null, inner));
        JsonNode tree = McpCalls.json("{'list':[1,12345678901,null,{'a':true,'z':'Gr\u00fc\u00dfe \ud83d'}]}");
        assertThat(CanonicalJson.sha256(tree)).isEqualTo(CanonicalJson.sha256(map));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\0', textBlock = """
                    {'a':1,'b':[{'d':2,'c':3}]}; {'b':[{'c':3,'d':2}],'a':1}
                    {'a':[1.0]}; {'a':[1]}
                    {'a':{'b':1e2}}; {'a':{'b':100}}
                    """)
    void orderOfNamesAndNotationOfNumbersDoNotMatter(String one, String other) {
        assertThat(CanonicalJson.sha256(McpCalls.json(one))).isEqualTo(CanonicalJson.sha256(McpCalls.json(other)));
    }

    @Test
    void differentValuesDiffer() {
        assertThat(CanonicalJson.sha256(McpCalls.json("{'a':'1'}")))
                .isNotEqualTo(CanonicalJson.sha256(McpCalls.json("{'a':1}")));
    }
}
