package io.github.batchferry.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A driver of its own, whose master and confs come as arguments. It is told one job a line and answers with one line. */
final class ClusterApplication {
    static final int ROWS = 40;
    static final int PARTITIONS = 4;

    private final SparkSession spark;
    private final TaskSteps steps;

    private ClusterApplication(SparkSession spark) {
        this.spark = spark;
        steps = new TaskSteps(
                Integer.parseInt(spark.sparkContext().hadoopConfiguration().get(SteppingFileSystem.PORT)));
    }

    public static void main(String[] arguments) throws IOException {
        SparkSession.Builder builder = SparkSession.builder().master(arguments[0]);
        for (String conf : List.of(arguments).subList(1, arguments.length)) {
            builder.config(conf.substring(0, conf.indexOf('=')), conf.substring(conf.indexOf('=') + 1));
        }
        ClusterApplication application = new ClusterApplication(builder.getOrCreate());
        System.out.println("ready");
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            System.out.println(application.run(line.split(" ")));
        }
    }

    private String run(String[] words) {
        try {
            return switch (words[0]) {
                case "write" -> save(prompts("prompt "), words[1], words[2]);
                case "shuffle" -> save(shuffled(prompts("prompt ")), words[1], words[2]);
                case "unrepeatable" -> save(shuffled(unrepeatable()), words[1], words[2]);
                case "read" -> read(words[1]);
                default -> reached(URI.create(words[1]));
            };
        } catch (Exception e) {
            return e.getClass().getSimpleName() + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private String save(Dataset<String> prompts, String url, String job) {
        prompts.mapPartitions((MapPartitionsFunction<String, String>) steps::over, Encoders.STRING())
                .toDF("prompt")
                .write()
                .format("openai-batch")
                .option("baseUrl", url)
                .option("apiToken", Rehearsal.KEY)
                .option("model", "gpt-6-luna")
                .option("singleWriter", "acknowledged")
                .save(job);
        return "done";
    }

    private String read(String job) {
        Dataset<Row> results = spark.read()
                .format("openai-batch")
                .option("apiToken", Rehearsal.KEY)
                .option("pollInterval", "100ms")
                .load(job);
        return results.where("status = 'succeeded' AND length(output) > 0").count() + " succeeded";
    }

    /** What executors say who open a plain connection to the server, each only once. */
    private String reached(URI server) {
        return spark.range(0, PARTITIONS, 1, PARTITIONS)
                .map((MapFunction<Long, String>) any -> connected(server), Encoders.STRING())
                .distinct()
                .collectAsList()
                .toString();
    }

    private static String connected(URI server) {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.getPort())) {
            return "connected to " + socket.getPort();
        } catch (IOException e) {
            return "no connection";
        }
    }

    private Dataset<String> prompts(String start) {
        return spark.range(0, ROWS, 1, PARTITIONS).map((MapFunction<Long, String>) id -> start + id, Encoders.STRING());
    }

    /** Another text for each row whenever it is computed, and always to the same partition. */
    private Dataset<String> unrepeatable() {
        return prompts("").map((MapFunction<String, String>) id -> id + " " + UUID.randomUUID(), Encoders.STRING());
    }

    private static Dataset<String> shuffled(Dataset<String> prompts) {
        return prompts.toDF("value")
                .selectExpr("value", "int(substring_index(replace(value, 'prompt ', ''), ' ', 1)) AS id")
                .repartition(PARTITIONS, org.apache.spark.sql.functions.col("id"))
                .select("value")
                .as(Encoders.STRING());
    }
}
