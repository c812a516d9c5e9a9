package io.github.batchferry.spark.demo;

import io.github.batchferry.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A file of rows, read by what its name ends with. */
record DataFile(Path path, String ending) {
    private static final List<String> USUAL = List.of("prompt", "text", "review", "sentence", "content", "body");

    /** @throws UserException where there is no such file, or its kind is unknown; before Spark is started */
    static DataFile of(String given) {
        Path path = Path.of(given).toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new UserException("there is no file " + path + ". Check the path");
        }
        String name =
                String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "jsonl", "ndjson", "json" -> new DataFile(path, "json");
            case "csv" -> new DataFile(path, "csv");
            case "parquet" -> new DataFile(path, "parquet");
            default ->
                throw new UserException("the kind of " + path + " is unknown: its name must end with .jsonl, .json"
                        + " (one object a line), .csv (with a line of headings) or .parquet. Rename or convert it");
        };
    }

    Dataset<Row> rows(SparkSession spark) {
        String place = path.toUri().toString();
        return switch (ending) {
            case "json" -> spark.read().json(place);
            case "csv" ->
                spark.read()
                        .option("header", "true")
                        .option("multiLine", "true")
                        .option("escape", "\"")
                        .csv(place);
            default -> spark.read().parquet(place);
        };
    }

    /**
     * The name of the column that holds what is asked.
     *
     * @throws UserException where there is none of that name, or where none is named and none has a usual name
     */
    String textColumn(String[] columns, @Nullable String named) {
        if (columns.length == 0 || columns.length == 1 && columns[0].equals("_corrupt_record")) {
            throw new UserException(path + " has no columns that Spark can read. Is it empty, or JSON that does not"
                    + " have one object a line?");
        }
        List<String> wanted = named == null ? USUAL : List.of(named);
        for (String name : wanted) {
            for (String column : columns) {
                if (column.equalsIgnoreCase(name)) {
                    return column;
                }
            }
        }
        throw new UserException((named == null
                        ? "which column of " + path + " holds the text is not clear"
                        : "there is no column '" + named + "' in " + path)
                + ": its columns are " + Arrays.toString(columns) + ". Name one with --text COLUMN");
    }
}
