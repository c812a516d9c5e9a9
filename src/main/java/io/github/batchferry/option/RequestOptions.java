package io.github.batchferry.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import java.time.Duration;
import java.util.List;

/** What is asked for each row. */
public final class RequestOptions {
    public static final Option<Endpoint> ENDPOINT = request("endpoint", OptionTypes.endpoint())
            .defaultsTo(Endpoints.CHAT_COMPLETIONS.path())
            .examples("/v1/embeddings", "/v1/audio/speech")
            .help("What answers the requests.");

    public static final Option<String> MODEL = request(
                    "model",
                    OptionTypes.matching(
                            "text", "\\S(.{0,254}\\S)?", "a model's name, such as gpt-6-luna, with no space around it"))
            .examples("gpt-6-luna", " gpt-6-luna")
            .help("The model of every request (Azure: the deployment). This, `modelColumn` or a `model` in `body` or"
                    + " `bodyColumn` is needed.");

    public static final Option<String> MODEL_COLUMN =
            column("modelColumn").examples("model", " ").help("The column with the model of each row.");

    public static final Option<String> PROMPT_COLUMN = column("promptColumn")
            .defaultsTo("prompt")
            .examples("question", " ")
            .help(
                    "The string column with one prompt a row; `s.p` is field `p` of struct `s`, here and in all options that"
                            + " name a column. Of `promptColumn`, `promptTemplate`, `messagesColumn`, `inputColumn` and"
                            + " `bodyColumn` one at most is given.");

    public static final Option<String> PROMPT_TEMPLATE = request("promptTemplate", OptionTypes.template())
            .examples("Translate {text} into {language}", "Translate {text into {language}")
            .help("The prompt of each row, with columns in braces, whatever their type; `{s.p}` is field `p` of struct"
                    + " `s`, and `{{` and `}}` are braces. A row in which one of the columns is null fails and says"
                    + " which. In place of `promptColumn`.");

    public static final Option<String> SYSTEM_PROMPT = request("systemPrompt", OptionTypes.prompt())
            .examples("Answer with one word.", " ")
            .help("Goes before every prompt, as system message or `instructions`, in chats and responses. Not with"
                    + " `messagesColumn` or `bodyColumn`.");

    public static final Option<String> IMAGE_COLUMN = column("imageColumn")
            .examples("image", " ")
            .help(
                    "The column with the images that stand behind the prompt of a row: a URL or data URL, or the bytes of a"
                            + " PNG, JPEG, GIF or WebP image, or an array of them. With `promptColumn` or `promptTemplate`, for chats,"
                            + " responses, moderations and edits of images; for videos one image, to begin with.");

    public static final Option<Boolean> UPLOAD_IMAGES = request("uploadImages", OptionTypes.bool())
            .defaultsTo("false")
            .examples("true", "maybe")
            .help(
                    "`true` uploads each distinct image of `imageColumn` once, as a file that requests name, whatever its size up"
                            + " to 512 MB; images by an http or https URL stay as they are. `false` puts bytes into the requests,"
                            + " each of which must stay below `maxBytesPerBatch`. For responses, edits of images and videos.");

    public static final Option<String> MESSAGES_COLUMN = column("messagesColumn")
            .examples("messages", " ")
            .help(
                    "The column with all messages of a chat, for `/v1/chat/completions`, or with the items of the input, for"
                            + " `/v1/responses`.");

    public static final Option<String> INPUT_COLUMN = column("inputColumn")
            .examples("input", " ")
            .help("The column with the `input` as the endpoint takes it, for `/v1/responses`, `/v1/embeddings` and"
                    + " `/v1/moderations`; of the last two an array of strings is several inputs of one request.");

    public static final Option<String> BODY_COLUMN = column("bodyColumn")
            .examples("body", " ")
            .help("The column with the whole body, as a struct or as JSON text.");

    public static final Option<ObjectNode> BODY = request("body", OptionTypes.object())
            .examples("{\"temperature\": 0.2, \"max_tokens\": 50}", "{\"temperature\": }")
            .help("A JSON object of constants that every request body gets.");

    public static final Option<JsonNode> BODY_FIELD = request("body.<field>", FamilyTypes.field())
            .examples("temperature=0.2", "stream=true")
            .help("One constant of the body: JSON where the value is JSON, text otherwise. Wins over the same field in"
                    + " `body`. Spark lower-cases option names, so a field with capitals goes into `body`.");

    public static final Option<String> RESPONSE_SCHEMA = request("responseSchema", OptionTypes.prompt())
            .examples("label STRING NOT NULL, score DOUBLE", " ")
            .help("What every answer must be: the columns of a struct as DDL, or a JSON Schema, which begins with `{`."
                    + " `output` is that struct. For chats and responses.");

    public static final Option<String> ON_INVALID_OUTPUT = request(
                    "onInvalidOutput", OptionTypes.choice("fail", "again"))
            .defaultsTo("fail")
            .examples("again", "retry")
            .help("What becomes of an answer that does not fit `responseSchema`: `fail` makes a failed row with the"
                    + " reason; `again` buys it again, up to `maxAttempts`.");

    public static final Option<String> ON_INCOMPLETE = request("onIncomplete", OptionTypes.choice("keep", "fail"))
            .defaultsTo("keep")
            .examples("fail", "drop")
            .help(
                    "What becomes of an answer that was cut by its limit of tokens, or has a choice that was: `keep` shows"
                            + " what came, `fail` makes a failed row. Under `responseSchema` a cut answer always fails unless it is whole.");

    public static final Option<Boolean> SAVE_ASSETS = request("saveAssets", OptionTypes.bool())
            .defaultsTo("false")
            .examples("true", "yes")
            .help(
                    "Keeps the images of answers as files under `assets/` of the job, and their paths in `output` in place"
                            + " of their bytes. For image generations and edits; the files of videos are always kept.");

    public static final Option<String> CUSTOM_ID_COLUMN = column("customIdColumn")
            .otherwise("`custom_id` where the input has it, generated otherwise")
            .examples("id", " ")
            .help("The column with an id for each row, unique in the job; whole numbers are written as text.");

    public static final Option<String> COMPLETION_WINDOW = request("completionWindow", OptionTypes.window())
            .defaultsTo(Provider.OPENAI.windows().usual().text())
            .butAt(provider -> provider.windows().usual().text())
            .examples("7d", "tomorrow")
            .help("The time that the API may take. OpenAI takes `24h` only; other servers know others.");

    public static final Option<String> METADATA = request("metadata.<key>", FamilyTypes.metadata())
            .examples("team=search", "batchferry_job=mine")
            .help("Stands at every batch: up to 10 keys of 64 characters in lower case, with values of 512.");

    public static final Option<Duration> OUTPUT_EXPIRES_AFTER = request(
                    "outputExpiresAfter", OptionTypes.duration("1h", "30d"))
            .otherwise("the server's")
            .examples("7d", "30m")
            .help("When the server deletes its output files, from `1h` to `30d`. Let the job collect them before"
                    + " that.");

    public static final Option<String> RESULT_PREFIX = request(
                    "resultPrefix",
                    OptionTypes.matching("text", "[\\p{L}\\p{N}_-]{1,64}", "letters, digits and _, such as answer_"))
            .examples("answer_", "a.b")
            .help("Goes before the name of every result column, for an input that has such names already.");

    public static final Option<String> WRITE_ID = request(
                    "writeId",
                    OptionTypes.matching("text", "[!-~]{1,200}", "1 to 200 printable ASCII characters without a space"))
            .examples("scheduled__2026-01-31T00:00:00+00:00", "two words")
            .help("A name for this write: `mode(\"append\")` never adds the same one twice.");

    static final List<Option<?>> ALL = List.of(
            ENDPOINT,
            MODEL,
            MODEL_COLUMN,
            PROMPT_COLUMN,
            PROMPT_TEMPLATE,
            SYSTEM_PROMPT,
            IMAGE_COLUMN,
            UPLOAD_IMAGES,
            MESSAGES_COLUMN,
            INPUT_COLUMN,
            BODY_COLUMN,
            BODY,
            BODY_FIELD,
            RESPONSE_SCHEMA,
            ON_INVALID_OUTPUT,
            ON_INCOMPLETE,
            SAVE_ASSETS,
            CUSTOM_ID_COLUMN,
            COMPLETION_WINDOW,
            METADATA,
            OUTPUT_EXPIRES_AFTER,
            RESULT_PREFIX,
            WRITE_ID);

    private RequestOptions() {}

    private static <T> Option<T> request(String name, OptionType<T> type) {
        return Option.of(name, Group.REQUEST, type).onlyIn(Scope.WRITE);
    }

    private static Option<String> column(String name) {
        return request(name, OptionTypes.line("column"));
    }
}
