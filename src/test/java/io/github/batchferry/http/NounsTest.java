package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchError;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.BatchUsage;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Model;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.provider.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NounsTest {
    private static final Wording WORDS = Wording.of(new Request.Builder()
            .url("https://api.example.com/v1")
            .header("Authorization", "Bearer " + Api.TOKEN)
            .build());

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
    void whatABatchUsedIsReadWholeOrNotAtAll() throws IOException {
        assertThat(usage("{'input_tokens':1250,'input_tokens_details':{'cached_tokens':200},'output_tokens':1350,"
                        + "'output_tokens_details':{'reasoning_tokens':0},'total_tokens':2600}"))
                .isEqualTo(new BatchUsage(1250, 200, 1350, 0));
        assertThat(usage("{'input_tokens':5.0,'output_tokens':'7'}")).isEqualTo(new BatchUsage(5, -1, 7, -1));
        assertThat(usage("{'input_tokens':5}")).isNull();
        assertThat(usage("{'input_tokens':-5,'output_tokens':7}")).isNull();
        assertThat(usage("null")).isNull();
        assertThat(batch("{'id':'b'}").usage()).isNull();
    }

    private static BatchUsage usage(String json) throws IOException {
        return batch("{'id':'b','usage':" + json + "}").usage();
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
                "'Infinity'|0",
                "1e300|0",
                "-5|0",
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
        BatchPage page = page(json);
        assertThat(page.batches()).extracting(Batch::id).containsExactly("b1", "b2");
        assertThat(page.hasMore()).isEqualTo(hasMore);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "''",
                "' '",
                "{}",
                "7",
                "false",
                "{'data':null}",
                "{'data':[]}",
                "[null,{},{'code':null,'message':''}]"
            })
    void errorsThatSayNothingAreNone(String errors) throws IOException {
        assertThat(batch("{'id':'b','errors':" + errors + "}").errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {"2|2", "2.0|2", "'2'|2", "2.5|-", "0|-", "-1|-", "'x'|-", "1e12|-", "null|-"})
    void theLineOfAnErrorIsReadWholeOrNotAtAll(String line, Integer read) throws IOException {
        assertThat(batch("{'id':'b','errors':[{'code':'c','line':" + line + "}]}")
                        .errors())
                .containsExactly(new BatchError("c", null, null, read));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "{'total':10,'completed':9,'failed':1}|10|9|1",
                "{'total':10.0,'completed':'9','failed':'1.0'}|10|9|1",
                "{'total':1099511627776,'completed':1099511627776.0,'failed':0}|1099511627776|1099511627776|0",
                "{'completed':9,'failed':1}|-1|9|1",
                "{'total':'many','completed':9,'failed':1}|-1|9|1",
                "{'total':-4,'completed':9,'failed':1}|-1|9|1",
                "{'total':10,'completed':9.5,'failed':1}|-|-|-",
                "{'total':10,'completed':9}|-|-|-",
                "{'total':10,'completed':null,'failed':0}|-|-|-",
                "{'total':10,'completed':1e300,'failed':0}|-|-|-",
                "{'total':10,'completed':9,'failed':99999999999999999999}|-|-|-",
                "{'total':10,'completed':9,'failed':-1}|-|-|-",
                "{'total':10,'completed':'1,000','failed':0}|-|-|-",
                "'10'|-|-|-",
                "null|-|-|-"
            })
    void countsAreReadWholeOrNotAtAll(String json, Long total, Long completed, Long failed) throws IOException {
        assertThat(batch("{'id':'b','request_counts':" + json + "}").counts())
                .isEqualTo(total == null ? null : new RequestCounts(total, completed, failed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "{'data':[{'id':'b1'},{'id':'b2'}],'last_id':'b9'}|b2|true",
                "{'data':[{'id':'b1'},{'id':''}],'last_id':'b9'}|b9|true",
                "{'data':[{'id':'b1'},{'id':7}],'last_id':null}|b1|true",
                "{'data':[{'id':''},{}],'last_id':'..'}|-|true",
                "{'data':[],'has_more':true,'last_id':'b9'}|b9|true",
                "{'data':null,'has_more':true,'last_id':'b9'}|b9|true",
                "{'data':null}|-|false",
                "[{'id':'b1'}]|b1|true",
                "[]|-|false"
            })
    void theNextPageBeginsWhereThisOneEnds(String json, String cursor, boolean hasMore) throws IOException {
        BatchPage page = page(json);
        assertThat(page.cursor()).isEqualTo(cursor);
        assertThat(page.hasMore()).isEqualTo(hasMore);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "'2027-01-14'|2027-01-14",
                "'2027-01-14T10:00:00Z'|2027-01-14",
                "1799884800|2027-01-14",
                "'soon'|-",
                "null|-",
                "{}|-"
            })
    void theEndOfAModelIsReadInAnyForm(String json, LocalDate date) throws IOException {
        assertThat(Nouns.model(json("{'id':'m','shutdown_date':" + json + "}"), WORDS))
                .isEqualTo(new Model("m", date));
    }

    @Test
    void aStatusOfAnyCaseAndSpellingIsTheSame() throws IOException {
        assertThat(batch("{'id':'b','status':'CANCELED'}").status()).isEqualTo(BatchStatus.CANCELLED);
        assertThat(batch("{'id':'b','status':'Scheduling'}").status().isTerminal())
                .isFalse();
    }

    @Test
    void noWordOfAServerHoldsTheKeyOrAnEscape() throws IOException {
        String words = "key " + Api.TOKEN + " sk-abcdefgh12345678 \\u001b[31m\\r\\nFAKE \\u202e";
        String clean = "key *** sk-*** [31m FAKE";
        Batch batch =
                batch(("{'id':'b','status':'W','endpoint':'W','model':'W','input_file_id':'W','output_file_id':'W',"
                                + "'error_file_id':'W','errors':[{'code':'W','message':'W','param':'W'},'W']}")
                        .replace("W", words));
        assertThat(batch.status().value()).isEqualTo(clean.toLowerCase(Locale.ROOT));
        assertThat(List.of(
                        batch.endpoint(),
                        batch.model(),
                        batch.inputFileId(),
                        batch.outputFileId(),
                        batch.errorFileId()))
                .containsOnly(clean);
        assertThat(batch.errors())
                .containsExactly(new BatchError(clean, clean, clean, null), new BatchError(null, clean, null, null));
        RemoteFile file =
                Nouns.file(json("{'id':'f','filename':'W','purpose':'W','status':'W'}".replace("W", words)), WORDS);
        assertThat(List.of(file.filename(), file.purpose(), file.status())).containsOnly(clean);
    }

    @Test
    void anIdThatHoldsTheKeyIsNone() {
        assertThatThrownBy(() -> batch("{'id':'batch_" + Api.TOKEN + "'}")).isInstanceOf(UnreadableException.class);
    }

    @Test
    void anIdThatOnlyLooksLikeAKeyStaysAsItIs() throws IOException {
        assertThat(batch("{'id':'b','output_file_id':'file-sk-abcdefgh1234'}").outputFileId())
                .isEqualTo("file-sk-abcdefgh1234");
    }

    @Test
    void aMegabyteOfMarkupStaysSmall() throws IOException {
        String page = "<p>" + "x".repeat(1 << 20);
        Batch batch = batch(("{'id':'b','status':'W','output_file_id':'W','metadata':{'a':'W'},"
                        + "'errors':[{'code':'W','message':'W','param':'W'}]}")
                .replace("W", page));
        assertThat(batch.toString()).hasSizeLessThan(3000);
    }

    @Test
    void metadataIsKeptToTheLetter() throws IOException {
        assertThat(batch("{'id':'b','metadata':{'a':' x " + Api.TOKEN + "\\n '}}")
                        .metadata())
                .containsEntry("a", " x " + Api.TOKEN + "\n ");
    }

    @Test
    void noListIsNotAnEmptyList() throws IOException {
        assertThat(page("{'data':null}").batches()).isEmpty();
        assertThatThrownBy(() -> page("{}")).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> page("'x'")).isInstanceOf(UnreadableException.class);
    }

    @Test
    void theExpiryOfTheOutputCountsFromItsCreation() {
        CreateBatch request = new CreateBatch("file-1", "/v1/responses", "24h", Map.of(), 3600L);
        assertThat(new String(Nouns.json(request), StandardCharsets.UTF_8))
                .isEqualTo("{\"input_file_id\":\"file-1\",\"endpoint\":\"/v1/responses\",\"completion_window\":\"24h\","
                        + "\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600}}");
    }

    private static BatchPage page(String json) throws IOException {
        return new Pages(Provider.OPENAI_COMPATIBLE).page(json(json), null, WORDS);
    }

    private static Batch batch(String json) throws IOException {
        return Nouns.batch(json(json), WORDS);
    }

    private static JsonNode json(String json) throws IOException {
        return Json.MAPPER.readTree(json.replace('\'', '"'));
    }
}
