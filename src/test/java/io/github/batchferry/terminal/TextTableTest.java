package io.github.batchferry.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.terminal.TextTable.Column;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void wideLettersTakeTwoColumns() {
        TextTable table = new TextTable(Column.text("text", 10), Column.number("n"));
        table.row("日本語", 1);
        table.row("abc", 20);
        assertThat(table.text(" ")).isEqualTo(" text     n\n ------  --\n 日本語   1\n abc     20\n");
    }

    @Test
    void whatIsTooWideIsCutAndSaysSo() {
        assertThat(DisplayWidth.cut("日本語の文です。", 7)).isEqualTo("日本語…");
        assertThat(DisplayWidth.cut("two\n lines\tand more", 30)).isEqualTo("two lines and more");
        assertThat(DisplayWidth.cut("exactly", 7)).isEqualTo("exactly");
        assertThat(DisplayWidth.of("ｱｲｳ、。ー")).isEqualTo(9);
    }
}
