package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A model behind the server may answer 200 with anything: a row has succeeded exactly where its output is not null. */
@ExtendWith(SparkExtension.class)
class OddAnswersIT {
    private static final List<String> CHATS = List.of(
            "{'choices':[{'message':{'content':'0'},'finish_reason':'stop'}]}",
            "{'choices':[{'message':{'content':null,'refusal':'I will not'},'finish_reason':'stop'}]}",
            "{'choices':[{'message':{'content':'half'},'finish_reason':'content_filter'}]}",
            "{'choices':[{'message':{'content':null},'finish_reason':'length'}]}",
            "{'choices':[{'message':{'content':null,'tool_calls':[{'id':'c'}]},'finish_reason':'tool_calls'}]}",
            "'{\\'choices\\':[{\\'message\\':{\\'content\\':\\'5\\'}}]}'",
            "{'error':{'code':'x','message':'broken'}}",
            "'<html>'",
            "{'choices':[{'index':1,'message':{'content':'no'}},{'index':0,'message':{'content':''}}]}",
            "{}");
    private static final List<String> VECTORS = List.of(
            "{'data':[{'embedding':[1,2]}]}",
            "{'data':[{'embedding':'AACAPw=='}]}",
            "{'data':[{'embedding':'not base64'}]}",
            "{'data':[{'embedding':[]}]}",
            "{'data':[]}",
            "'{\\'data\\':[{\\'embedding\\':[6]}]}'");

    @TempDir
    Path directory;

    private HttpServer model;
    private Emulator server;

    @BeforeEach
    void start() throws IOException {
        model = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        serve("/v1/chat/completions", CHATS);
        serve("/v1/embeddings", VECTORS);
        model.start();
        server = Emulator.start(EmulatorConfig.at(directory.resolve("emulator"))
                .withUpstream(
                        URI.create("http://127.0.0.1:" + model.getAddress().getPort() + "/v1")));
    }

    @AfterEach
    void stop() {
        server.close();
        model.stop(0);
    }

    @Test
    void aChatHasSucceededExactlyWhereThereIsAnOutput(SparkSession spark) {
        Dataset<Row> results = results(spark, CHATS.size(), "/v1/chat/completions");

        assertSucceeded(results, 0, 4, 5, 8);
        assertThat(results.select("output").where("status = 'succeeded'").collectAsList().stream()
                        .map(row -> row.getString(0)))
                .containsExactly("0", "[{\"id\":\"c\"}]", "5", "");
        assertThat(results.where("status = 'failed'").select("error.code").collectAsList().stream()
                        .map(row -> row.getString(0)))
                .containsExactly("refusal", "content_filter", "incomplete", "x", "no_answer", "no_answer");
        assertThat(results.where("_refusal IS NOT NULL")
                        .select("id", "_refusal", "error.message")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[1,I will not,I will not]]");
        assertThat(results.where("id = 5").select("response").first().getString(0))
                .isEqualTo("{\"choices\":[{\"message\":{\"content\":\"5\"}}]}");
    }

    @Test
    void anEmbeddingHasSucceededExactlyWhereThereIsAVector(SparkSession spark) {
        assertSucceeded(results(spark, VECTORS.size(), "/v1/embeddings"), 0, 1, 5);
    }

    /** By the whole row and by what is pushed down. */
    private static void assertSucceeded(Dataset<Row> results, long... ids) {
        List<Row> rows = results.select("id", "status", "output", "error").collectAsList();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.getString(1).equals("succeeded"))
                    .as(row.toString())
                    .isEqualTo(!row.isNullAt(2))
                    .isEqualTo(row.isNullAt(3));
        });
        assertThat(results.where("status = 'succeeded'").select("id").collectAsList().stream()
                        .mapToLong(row -> row.getLong(0)))
                .containsExactly(java.util.Arrays.stream(ids).boxed().toArray(Long[]::new));
        assertThat(results.where("status = 'succeeded'").count()).isEqualTo(ids.length);
        assertThat(results.where("output IS NOT NULL").count()).isEqualTo(ids.length);
        assertThat(results.where("status = 'failed'").count()).isEqualTo(rows.size() - ids.length);
    }

    private Dataset<Row> results(SparkSession spark, int rows, String endpoint) {
        String job = directory.resolve("job").toString();
        Prompts.of(spark, rows, 1)
                .write()
                .format("openai-batch")
                .option("baseUrl", server.url())
                .option("apiToken", Rehearsal.KEY)
                .option("model", "gpt-4o-mini")
                .option("endpoint", endpoint)
                .save(job);
        return spark.read()
                .format("openai-batch")
                .option("apiToken", Rehearsal.KEY)
                .option("pollInterval", "100ms")
                .load(job);
    }

    private void serve(String path, List<String> answers) {
        model.createContext(path, exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher prompt = Pattern.compile("prompt (\\d+)").matcher(asked);
            String answer = prompt.find()
                    ? answers.get(Integer.parseInt(prompt.group(1))).replace('\'', '"')
                    : "null";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
