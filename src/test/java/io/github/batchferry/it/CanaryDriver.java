package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;

/**
 * A driver of its own that does with a key and with prompts what users do, well and badly, under the eyes of Spark's
 * UI and event log. The key stands in its environment. Left out is what Spark shows before we see it: literals in a query,
 * so that prompts come from a file, and options of a write by names that it does not hide.
 */
final class CanaryDriver {
    static final String PROMPTS = "prompts.txt";

    /** Who answers with an error and repeats in it all that it was sent. */
    private static final String ECHO = "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1>"
            + "<pre>Authorization: Bearer %s api-key: %s</pre><p>%s</p></body></html>";

    private final SparkSession spark;
    private final String server;
    private final URI faults;
    private final Path directory;
    private final String key = System.getenv("OPENAI_API_KEY");
    private final String prompt;
    private final String planted;
    private final PrintStream errors;

    private CanaryDriver(SparkSession spark, String server, URI faults, Path directory, String planted)
            throws IOException {
        this.spark = spark;
        this.server = server;
        this.faults = faults;
        this.directory = directory;
        prompt = Files.readAllLines(directory.resolve(PROMPTS)).get(0);
        this.planted = planted;
        errors = new PrintStream(Files.newOutputStream(directory.resolve("errors.txt")), true);
    }

    /** The server, where it takes faults, the directory, and a text that is planted where artefacts come from. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[2]);
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.port", "0")
                .config("spark.eventLog.enabled", "true")
                .config("spark.eventLog.compress", "false")
                .config(
                        "spark.eventLog.dir",
                        Files.createDirectory(directory.resolve("events"))
                                .toUri()
                                .toString())
                .config("spark.sql.shuffle.partitions", "2")
                .config(
                        "spark.sql.warehouse.dir",
                        directory.resolve("warehouse").toString())
                .getOrCreate();
        new CanaryDriver(spark, arguments[0], URI.create(arguments[1]), directory, arguments[3]).run();
        spark.stop();
    }

    private void run() throws Exception {
        LoggerFactory.getLogger("io.github.batchferry").debug("this is {}", planted);
        System.out.println("this is " + planted);
        spark.sparkContext().setJobDescription("this is " + planted);
        writes();
        reads();
        rowsThatFail();
        keysInWrongPlaces();
        serversThatTellAll();
        dump(new URL(spark.sparkContext().uiWebUrl().get()));
    }

    private Dataset<Row> rows() {
        return spark.read()
                .text(directory.resolve(PROMPTS).toString())
                .toDF("prompt")
                .where(col("prompt").notEqual(lit(planted)));
    }

    private String job(String name) {
        return directory.resolve("jobs").resolve(name + "-" + planted).toString();
    }

    private DataFrameWriter<Row> write(Dataset<Row> rows) {
        return rows.write()
                .format("openai-batch")
                .option("baseUrl", server)
                .option("model", "gpt-6-luna")
                .option("maxRetries", "0")
                .option("metadata.note", planted);
    }

    private DataFrameReader read() {
        return spark.read()
                .format("openai-batch")
                .option("pollInterval", "50ms")
                .option("maxRetries", "0");
    }

    private void writes() {
        attempt(() -> write(rows()).save(job("plain")));
        attempt(() -> write(rows()).save(job("plain")));
        attempt(() -> write(rows()).mode("ignore").save(job("plain")));
        attempt(() -> write(rows()).mode("overwrite").save(job("plain")));
        attempt(() -> write(rows()).mode("append").save(job("plain")));
        attempt(() -> write(rows()).mode("append").option("writeId", "two").save(job("plain")));
        attempt(() -> write(rows()).option("apiToken", key).save(job("given")));
        attempt(() -> write(rows()).option("promptColumn", planted).save(job("wrong")));
        attempt(() -> write(rows()).option("baseUrl", "emulator").save(job("built-in")));
        attempt(() ->
                write(rows().repartition(2)).option("authHeader", "api-key").save(job("azure")));
    }

    private void reads() {
        for (String name : List.of("plain", "given", "built-in", "azure")) {
            attempt(() -> {
                DataFrameReader read = name.equals("built-in") ? read() : read().option("apiToken", key);
                Dataset<Row> results = read.load(job(name));
                for (String mode : List.of("simple", "extended", "codegen", "cost", "formatted")) {
                    results.where("status = 'failed' AND length(prompt) > 3").explain(mode);
                }
                results.createOrReplaceTempView("results");
                spark.sql("DESCRIBE EXTENDED results").collectAsList();
                spark.sql("SELECT status, count(*) FROM results GROUP BY status")
                        .collectAsList();
                results.select("prompt", "output", "error", "_batch_id").cache().count();
                results.write()
                        .mode("overwrite")
                        .parquet(directory.resolve("copy").toString());
            });
        }
        attempt(() -> read().option("apiToken", key).load(job("built-in")).count());
        attempt(() -> spark.sql("CREATE OR REPLACE TEMPORARY VIEW by_sql USING `openai-batch` OPTIONS (path '"
                        + job("plain") + "', apiToken '" + key + "')")
                .count());
        attempt(() -> spark.sql("SELECT * FROM by_sql").count());
        attempt(() -> read().load(job("none")).count());
        attempt(() -> read().schema("id LONG").load(job("plain")).count());
        attempt(() -> read().option("wait", "false").load(job("plain")).count());
    }

    private void rowsThatFail() {
        Dataset<Row> spoilt = rows().withColumn(
                        "prompt",
                        expr("CASE WHEN prompt LIKE '% 1' THEN concat(prompt, string(unhex('ff')))"
                                + " WHEN prompt LIKE '% 2' THEN repeat(prompt, 200) ELSE prompt END"));
        attempt(() -> write(spoilt).option("maxBytesPerBatch", "2kB").save(job("spoilt")));
        attempt(() -> read().load(job("spoilt")).count());
        attempt(() -> write(rows().withColumn("body", col("prompt")))
                .option("bodyColumn", "body")
                .save(job("no-json")));
        attempt(() -> read().load(job("no-json")).count());
        attempt(() -> write(rows().withColumn("custom_id", lit("same"))).save(job("ids")));
        attempt(() -> write(rows().withColumn("messages", expr("array(struct('user' AS role, prompt AS content))")))
                .option("messagesColumn", "messages")
                .save(job("messages")));
    }

    private void keysInWrongPlaces() {
        for (String option : List.of("apiKey", "api_key", "token", "header.x-api-key")) {
            attempt(() -> read().option(option, key).load(job("plain")).count());
        }
        attempt(() -> write(rows()).option("apiTokenRef", key).save(job("wrong")));
        attempt(() -> write(rows()).option("apiToken", key + " " + key).save(job("wrong")));
        attempt(() -> write(rows()).option("apiToken", "sk-wrong-" + key).save(job("wrong")));
        attempt(() -> write(rows())
                .option("baseUrl", "https://me:" + key + "@127.0.0.1/v1")
                .save(job("wrong")));
        attempt(() -> write(rows())
                .option("baseUrl", "https://127.0.0.1/v1?api-key=" + key)
                .save(job("wrong")));
        spark.conf().set("spark.datasource.openai-batch.apiToken", key);
        attempt(() -> write(rows()).save(job("wrong")));
        attempt(() -> read().load(job("plain")).count());
        spark.conf().unset("spark.datasource.openai-batch.apiToken");
    }

    /** The last one goes on, for the command line. */
    private void serversThatTellAll() {
        String echo = String.format(ECHO, key, key, prompt).replace("\"", "\\\"");
        String told = "{\\\"error\\\": {\\\"message\\\": \\\"Incorrect API key provided: " + key + ".\\\"}}";
        for (String path : List.of("/v1/batches", "/v1/files", "/v1/files/[^/]+/content")) {
            for (String body : List.of(told, echo)) {
                fault("{\"requests\": [{\"path\": \"" + path + "\", \"times\": -1, \"status\": 502, \"body\": \"" + body
                        + "\"}]}");
                attempt(() -> write(rows()).mode("ignore").save(job("told")));
                attempt(() ->
                        read().option("waitTimeout", "1s").load(job("told")).count());
                noMoreFaults();
            }
        }
        fault("{\"requests\": [{\"path\": \"/v1/.*\", \"times\": -1, \"status\": 502, \"body\": \"" + echo + "\"}]}");
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Exception e) {
            errors.println("---");
            e.printStackTrace(errors);
            LoggerFactory.getLogger(CanaryDriver.class).error("as a user would log it", e);
        }
    }

    private void fault(String script) {
        call("POST", script);
    }

    private void noMoreFaults() {
        call("DELETE", "");
    }

    private void call(String method, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(faults)
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(body + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pages that people look at, and what the REST interface says behind them. */
    private void dump(URL ui) throws Exception {
        spark.sparkContext().listenerBus().waitUntilEmpty();
        String api = ui + "/api/v1/applications/" + spark.sparkContext().applicationId();
        Path pages = Files.createDirectory(directory.resolve("rest"));
        List<String> urls = List.of(
                ui + "/jobs/",
                ui + "/stages/",
                ui + "/storage/",
                ui + "/environment/",
                ui + "/executors/",
                ui + "/SQL/",
                api + "/environment",
                api + "/jobs",
                api + "/stages?details=true",
                api + "/storage/rdd",
                api + "/executors",
                api + "/sql?details=true&planDescription=true&length=100000");
        for (int i = 0; i < urls.size(); i++) {
            try (InputStream page = new URL(urls.get(i)).openStream()) {
                Files.copy(page, pages.resolve(i + ".txt"));
            }
        }
    }
}
