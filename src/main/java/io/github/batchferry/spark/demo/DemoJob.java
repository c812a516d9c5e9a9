package io.github.batchferry.spark.demo;

import io.github.batchferry.terminal.TextTable;
import io.github.batchferry.terminal.TextTable.Column;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One job from its rows to its answers.
 *
 * @param textColumn found by its usual names where null
 * @param schema that the answers keep to, as DDL; null where they are words
 * @param besides columns that are shown beside the text
 * @param shown how many rows are shown
 */
record DemoJob(
        String name,
        String title,
        DataFile file,
        @Nullable String textColumn,
        String ask,
        @Nullable String schema,
        List<String> besides,
        int shown) {
    private static final String FORMAT = "openai-batch";
    private static final String MODEL = "gpt-6-luna";
    private static final Set<String> ADDED = Set.of("status", "output", "error", "usage", "response");

    /** Whether every row came back, in its place. */
    boolean run(SparkSession spark, Path directory, PrintStream out) {
        Dataset<Row> rows = file.rows(spark);
        String text = file.textColumn(rows.columns(), textColumn);
        boolean taken =
                Arrays.stream(rows.columns()).anyMatch(column -> ADDED.contains(column.toLowerCase(Locale.ROOT)));
        String prefix = taken ? "batch_" : "";
        out.println("\n== " + title + "\n   " + file.path() + ", column " + text + ", asked: " + ask + "\n");
        rows.write()
                .format(FORMAT)
                .option("baseUrl", "emulator")
                .option("model", MODEL)
                .option("promptColumn", text)
                .option("systemPrompt", ask)
                .options(schema == null ? Map.of() : Map.of("responseSchema", schema))
                .options(taken ? Map.of("resultPrefix", prefix) : Map.of())
                .save(directory.toString());
        Dataset<Row> results = spark.read().format(FORMAT).load(directory.toString());
        RowCheck check = new RowCheck(rows.columns().length, prefix, shown);
        check.compare(rows.toLocalIterator(), results.toLocalIterator());
        out.print(table(check, text, results.schema(), prefix));
        if (check.returned() > shown) {
            out.println("   … and " + String.format("%,d", check.returned() - shown) + " more rows");
        }
        out.println("\n" + check.report());
        out.println(way(directory, text));
        return check.isWhole();
    }

    /** A struct is shown by its fields. */
    private String table(RowCheck check, String text, StructType schema, String prefix) {
        String output = prefix + "output";
        List<String> answers = schema.apply(output).dataType() instanceof StructType struct
                ? List.of(struct.fieldNames())
                : List.of(output);
        List<Column> columns = new ArrayList<>();
        besides.forEach(name -> columns.add(Column.text(name, 14)));
        columns.add(Column.text(text, besides.isEmpty() ? 56 : 64));
        answers.forEach(name -> columns.add(Column.text(name, 58)));
        columns.add(Column.text(prefix + "status", 9));
        TextTable table = new TextTable(columns.toArray(new Column[0]));
        for (Row row : check.head()) {
            List<Object> cells = new ArrayList<>();
            besides.forEach(name -> cells.add(String.valueOf(row.<Object>getAs(name))));
            cells.add(String.valueOf(row.<Object>getAs(text)));
            Row answer = answers.contains(output) ? row : row.getStruct(row.fieldIndex(output));
            answers.forEach(name -> cells.add(answer == null ? "" : String.valueOf(answer.<Object>getAs(name))));
            cells.add(String.valueOf(row.<Object>getAs(prefix + "status")));
            table.row(cells.toArray());
        }
        return table.text("   ");
    }

    private String way(Path directory, String text) {
        String asked = "       .option(\"systemPrompt\", \"" + ask + "\")"
                + (schema == null ? "" : "\\\n       .option(\"responseSchema\", \"" + schema + "\")\\\n       ");
        return List.of(
                        "",
                        "   The job:  " + directory + "  (what was sent, bought and answered)",
                        "             java -jar target/batchferry.jar status '" + directory + "'",
                        "   The same with your own DataFrame, at OpenAI, with OPENAI_API_KEY set (this costs money):",
                        "     df.write.format(\"openai-batch\").option(\"model\", \"" + MODEL
                                + "\").option(\"promptColumn\", \"" + text + "\")\\",
                        asked + ".save(\"/path/of/job\")",
                        "     answers = spark.read.format(\"openai-batch\").load(\"/path/of/job\")")
                .stream()
                .collect(Collectors.joining("\n"));
    }
}
