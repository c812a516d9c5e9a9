package io.github.batchferry.it;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** A write that is wrong in one way, and words that the error must hold. */
record Mistake(
        String name,
        UnaryOperator<Dataset<Row>> rows,
        UnaryOperator<DataFrameWriter<Row>> options,
        List<String> words) {
    static Mistake inOptions(String name, UnaryOperator<DataFrameWriter<Row>> options) {
        return new Mistake(name, rows -> rows, options, List.of());
    }

    static Mistake inRows(String name, UnaryOperator<Dataset<Row>> rows) {
        return new Mistake(name, rows, writer -> writer, List.of());
    }

    Mistake in(SaveMode mode) {
        return new Mistake(name, rows, writer -> writer.mode(mode), words);
    }

    Mistake says(String... all) {
        return new Mistake(name, rows, options, List.of(all));
    }

    @Override
    public String toString() {
        return name;
    }
}
