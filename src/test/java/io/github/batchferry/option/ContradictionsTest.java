package io.github.batchferry.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContradictionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model=m;modelColumn=c|options 'model', 'modelColumn' exclude each other",
                "model=m;promptColumn=a;messagesColumn=b|options 'promptColumn', 'messagesColumn' exclude each other",
                "model=m;inputColumn=a;bodyColumn=b;endpoint=/v1/responses|options 'inputColumn', 'bodyColumn' exclude",
                "model=m;apiToken=a;apiTokenRef=env:X|options 'apiToken', 'apiTokenRef' exclude each other",
                "promptColumn=p|no model is given",
                "model=m;body.model=n|the model is given twice, by option 'model'",
                "modelColumn=m;body={\"model\":\"n\"}|the model is given twice, by option 'modelColumn'",
                "body.model=7|'model' in the body's constants is not a name",
                "model=m;endpoint=/v1/embeddings;systemPrompt=s|'systemPrompt' has no place",
                "model=m;messagesColumn=c;systemPrompt=s|'systemPrompt' does not go with messagesColumn",
                "bodyColumn=c;systemPrompt=s|'systemPrompt' does not go with bodyColumn",
                "model=m;imageColumn=c;endpoint=/v1/embeddings|'imageColumn' is not for /v1/embeddings, which takes no images",
                "model=m;imageColumn=c;bodyColumn=b|'imageColumn' does not go with bodyColumn",
                "model=m;saveAssets=true|'saveAssets' is not for /v1/chat/completions, whose answers hold no images",
                "model=m;saveAssets=false;endpoint=/v1/videos|'saveAssets' is always true for /v1/videos",
                "model=m;uploadImages=true;imageColumn=c|'uploadImages' is not for /v1/chat/completions, which takes no uploaded"
                        + " images: leave it out, or ask /v1/responses, /v1/images/edits, /v1/videos",
                "model=m;uploadImages=true;endpoint=/v1/embeddings|'uploadImages' is not for /v1/embeddings",
                "model=m;uploadImages=true;endpoint=/v1/responses|'uploadImages' uploads the images of imageColumn",
                "model=m;promptTemplate={a};promptColumn=c|options 'promptColumn', 'promptTemplate' exclude",
                "model=m;responseSchema=a INT;endpoint=/v1/embeddings|'responseSchema' is not for /v1/embeddings",
                "model=m;responseSchema=a INT;body={\"response_format\":{}}|'response_format' in the body's constants clashes with",
                "model=m;responseSchema=a INT;endpoint=/v1/responses;body={\"text\":{\"format\":{}}}|'text.format' in the body",
                "model=m;responseSchema=a INT;body.n=3|'n' in the body's constants asks for 3 answers",
                "model=m;inputColumn=c|'inputColumn' is not for /v1/chat/completions",
                "model=m;messagesColumn=c;endpoint=/v1/embeddings|'messagesColumn' is not for /v1/embeddings: use inputColumn",
                "model=m;requestsPerBatch=20;maxRequestsPerBatch=10|'requestsPerBatch' = 20 is more than",
                "model=m;requestsPerBatch=60000|'requestsPerBatch' = 60000 is more than 'maxRequestsPerBatch' = 50000"
            })
    void optionsThatDoNotGoTogetherAreRefused(String given, String problem) {
        assertThatThrownBy(() -> write(given))
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model=m",
                "modelColumn=c",
                "bodyColumn=c",
                "bodyColumn=c;model=m",
                "body={\"model\":\"m\"}",
                "body.model=m",
                "model=m;messagesColumn=c",
                "model=m;messagesColumn=c;endpoint=/v1/responses",
                "model=m;promptTemplate={a};systemPrompt=s",
                "model=m;uploadImages=false;imageColumn=c",
                "model=m;uploadImages=true;imageColumn=c;endpoint=/v1/images/edits",
                "model=m;responseSchema=a INT;endpoint=/v1/responses;body={\"text\":{\"verbosity\":\"low\"}}",
                "model=m;inputColumn=c;endpoint=/v1/embeddings",
                "model=m;inputColumn=c;endpoint=/v1/responses;systemPrompt=s",
                "model=m;endpoint=/v1/responses;systemPrompt=s",
                "model=m;endpoint=/v1/images/edits;saveAssets=true",
                "model=m;endpoint=/v1/videos;saveAssets=true",
                "model=m;saveAssets=false",
                "model=m;requestsPerBatch=60000;maxRequestsPerBatch=60000"
            })
    void optionsThatGoTogetherAreTaken(String given) {
        assertThat(write(given).scope()).isEqualTo(Scope.WRITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model= ", "model=m;endpoint=x;inputColumn=c", "body={;promptColumn=p", "body.model= "})
    void aWrongValueIsOneProblemAndNotAMissingOneToo(String given) {
        assertThatThrownBy(() -> write(given)).message().doesNotContain("\n");
    }

    @Test
    void aBatchIsNeverFilledBeyondTheServersLimit() {
        assertThat(write("model=m;maxRequestsPerBatch=100").batchTarget()).isEqualTo(100);
        assertThat(write("model=m;requestsPerBatch=50").batchTarget()).isEqualTo(50);
    }

    private static OptionSet write(String given) {
        Map<String, String> options = Arrays.stream(given.split(";"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return OptionSet.parse(options, Map.of(), Map.of(), Scope.WRITE);
    }
}
