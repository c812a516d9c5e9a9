package io.github.batchferry.spark.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
    @TempDir
    Path directory;

    @Test
    void aMissingFileIsNamedInFull() {
        assertThatThrownBy(() -> DataFile.of(directory.resolve("rows.csv").toString()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no file " + directory);
    }

    @Test
    void anUnknownKindIsToldTheKnownOnes() {
        assertThatThrownBy(() -> file("rows.xlsx"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(".jsonl")
                .hasMessageContaining(".csv")
                .hasMessageContaining(".parquet");
    }

    @Test
    void theColumnIsFoundWhateverItsCaseAndElseAskedFor() throws IOException {
        DataFile file = file("rows.jsonl.gz");
        assertThat(file.textColumn(new String[] {"id", "Text"}, null)).isEqualTo("Text");
        assertThat(file.textColumn(new String[] {"id", "Frage"}, "frage")).isEqualTo("Frage");
        assertThatThrownBy(() -> file.textColumn(new String[] {"id", "frage"}, null))
                .hasMessageContaining("[id, frage]")
                .hasMessageContaining("--text");
        assertThatThrownBy(() -> file.textColumn(new String[] {"id"}, "text")).hasMessageContaining("no column 'text'");
    }

    @Test
    void whatIsNoJsonLinesIsToldSo() throws IOException {
        DataFile file = file("rows.json");
        assertThatThrownBy(() -> file.textColumn(new String[] {"_corrupt_record"}, "text"))
                .hasMessageContaining("one object a line");
        assertThatThrownBy(() -> file.textColumn(new String[0], "text")).hasMessageContaining("empty");
    }

    private DataFile file(String name) throws IOException {
        return DataFile.of(Files.createFile(directory.resolve(name)).toString());
    }
}
