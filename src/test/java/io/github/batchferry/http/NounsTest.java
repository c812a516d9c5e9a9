package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchError;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.RequestCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NounsTest {
    @Test
    void aWholeBatchIsRead() throws IOException {
        Batch batch = batch("{'id':'batch_1','object':'batch','endpoint':'/v1/embeddings','status':'Completed',"
                + "'input_file_id':'file-1','output_file_id':'file-2','error_file_id':'','created_at':1711471533,"
                + "'request_counts':{'total':3,'completed':2,'failed':1},'metadata':{'a':'b','n':7,'x':null},"
                + "'model':'m-2025','errors':null,'new_field':{}}");
        assertThat(batch.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batch.outputFileId()).isEqualTo("file-2");
        assertThat(batch.errorFileId()).isNull();
        assertThat(batch.createdAt()).isEqualTo(1711471533);
        assertThat(batch.counts()).isEqualTo(new RequestCounts(3, 2, 1));
        assertThat(batch.metadata()).containsOnly(Map.entry("a", "b"), Map.entry("n", "7"));
        assertThat(batch.model()).isEqualTo("m-2025");
        assertThat(batch.errors()).isEmpty();
    }

    @Test
    void aStatusNobodyKnowsIsDataAndNotAnEnd() throws IOException {
        assertThat(batch("{'id':'b','status':'paused'}").status().isTerminal()).isFalse();
        assertThat(batch("{'id':'b'}").counts()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1711471533|1711471533",
                "1711471533.9|1711471533",
                "1711471533000|1711471533",
                "'1711471533'|1711471533",
                "'2024-03-26T16:45:33Z'|1711471533",
                "'2024-03-26T16:45:33.123+00:00'|1711471533",
                "'2024-03-26T16:45:33'|1711471533",
                "'soon'|0",
                "null|0",
                "{}|0"
            },
            quoteCharacter = '"')
    void aTimeIsReadInAnyForm(String json, long seconds) throws IOException {
        assertThat(batch("{'id':'b','created_at':" + json + "}").createdAt()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'object':'list','data':[{'code':'c','message':'m','param':null,'line':2}]}",
                "[{'code':'c','message':'m','line':'2'}]",
                "{'code':'c','message':'m','line':2}"
            })
    void errorsAreReadInAnyForm(String errors) throws IOException {
        assertThat(batch("{'id':'b','errors':" + errors + "}").errors())
                .containsExactly(new BatchError("c", "m", null, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'data':[{'id':'b1'},{'id':'b2'}],'has_more':true}|true",
                "{'data':[{'id':'b1'},{'id':'b2'}],'has_more':false}|false",
                "[{'id':'b1'},{'id':'b2'}]|true",
                "{'data':[{'id':'b1'},{'id':'b2'},{'id':''},'x',{}]}|true"
            })
    void aPageIsReadInAnyForm(String json, boolean hasMore) throws IOException {
        BatchPage page = Nouns.page(json(json), 2);
        assertThat(page.batches()).extracting(Batch::id).containsExactly("b1", "b2");
        assertThat(page.hasMore()).isEqualTo(hasMore);
    }

    @Test
    void noListIsNotAnEmptyList() throws IOException {
        assertThat(Nouns.page(json("{'data':null}"), 2).batches()).isEmpty();
        assertThatThrownBy(() -> Nouns.page(json("{}"), 2)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> Nouns.page(json("'x'"), 2)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void theExpiryOfTheOutputCountsFromItsCreation() {
        CreateBatch request = new CreateBatch("file-1", "/v1/responses", "24h", Map.of(), 3600L);
        assertThat(new String(Nouns.json(request), StandardCharsets.UTF_8))
                .isEqualTo("{\"input_file_id\":\"file-1\",\"endpoint\":\"/v1/responses\",\"completion_window\":\"24h\","
                        + "\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600}}");
    }

    private static Batch batch(String json) throws IOException {
        return Nouns.batch(json(json));
    }

    private static JsonNode json(String json) throws IOException {
        return Json.MAPPER.readTree(json.replace('\'', '"'));
    }
}
