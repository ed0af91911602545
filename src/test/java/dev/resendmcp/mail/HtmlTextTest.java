package dev.resendmcp.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML of mails as text. */
class HtmlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>a</p><p>b</p> | a##b",
                "a<br>b | a#b",
                "<ul><li>a<li>b</ul> | - a#- b",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table> | a b##c",
                "<h1>T</h1>x | T##x",
                "<img alt='logo' src='https://a.test/p.png'>x | (image: logo)x",
                "&lt;b&gt; &amp; &nbsp; y | <b> & y"
            })
    void blocksBecomeLines(String html, String text) {
        assertThat(HtmlText.text(html)).isEqualTo(text.replace("#", "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>x</script>",
                "<style>x</style>",
                "<span style='display: none'>x</span>",
                "<div style='font-size:0px'>x</div>",
                "<p hidden>x</p>",
                "<span style='VISIBILITY:hidden'>x</span>",
                "<template>x</template>",
                "<!-- x -->"
            })
    void whatNobodySeesIsLeftOut(String html) {
        assertThat(HtmlText.text("<p>seen</p>" + html)).isEqualTo("seen");
    }

    @Test
    void markdownHasHeadingsEmphasisAndLinks() {
        assertThat(
                        HtmlText.markdown(
                                "<h2>T</h2><p><b>a</b> <i>b</i> <a href='https://x.test/1'>c</a> <a href='javascript:x'>d</a></p>"))
                .isEqualTo("## T\n\n**a** _b_ [c](https://x.test/1) d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<div>", "<b><i>", "<a href=x><table><p>", "<!--", "&#x", "<td", "\n \n"})
    void hostileMarkupEndsSoon(String part) {
        assertThat(HtmlText.text(part.repeat(25 * 1024 * 1024 / part.length())))
                .hasSizeLessThanOrEqualTo(HtmlText.MOST_HTML);
    }
}
