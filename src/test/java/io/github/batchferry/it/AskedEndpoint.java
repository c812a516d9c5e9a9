package io.github.batchferry.it;

import java.util.List;
import java.util.Map;

/**
 * How a job asks one endpoint, and what comes back.
 *
 * @param form the option that names the column {@code asked}
 * @param asked SQL of that column; the server refuses it in row 100
 * @param type of {@code output}, as Spark prints it
 * @param answer SQL that takes the same value out of {@code response} by Spark's own functions
 * @param usage how many rows say what they used
 * @param failures the codes of rows that fail on this endpoint under {@link #FAULTS}
 */
record AskedEndpoint(
        String path,
        String model,
        String form,
        String asked,
        String type,
        String answer,
        int usage,
        Map<Long, String> failures) {
    static final int ROWS = 1_000;

    /** Rows 200 and 300 fail everywhere, the others where the endpoint knows such an ending; row 600 is cut and answers. */
    static final String FAULTS = """
            {"lines": [{"customId": "r200", "status": 400, "code": "moderation_blocked", "message": "not this one"},
                       {"customId": "r300", "body": {}},
                       {"customId": "r400", "ending": "content_filter"},
                       {"customId": "r500", "outputChars": 0, "ending": "length"},
                       {"customId": "r600", "ending": "length"},
                       {"customId": "r700", "ending": "refusal"}]}""";

    private static final int ANSWERED = ROWS - 3;
    private static final String TEXT = "string";
    private static final String IMAGES = "array<struct<data:binary,url:string,revised_prompt:string>>";
    private static final String IMAGES_OF_RESPONSE =
            "transform(from_json(response, 'data array<struct<b64_json: string, url: string, revised_prompt: string>>')"
                    + ".data, d -> named_struct('data', unbase64(d.b64_json), 'url', d.url, 'revised_prompt',"
                    + " d.revised_prompt))";

    static final List<AskedEndpoint> ALL = List.of(
            new AskedEndpoint(
                    "/v1/chat/completions",
                    "gpt-6-luna",
                    "bodyColumn",
                    "if(id = 100, '{\"messages\": 7}', to_json(named_struct('messages', array(named_struct('role', 'user',"
                            + " 'content', prompt)))))",
                    TEXT,
                    "get_json_object(response, '$.choices[0].message.content')",
                    ANSWERED,
                    Map.of(100L, "invalid_type", 400L, "content_filter", 500L, "incomplete", 700L, "refusal")),
            new AskedEndpoint(
                    "/v1/responses",
                    "gpt-6-luna",
                    "bodyColumn",
                    "if(id = 100, '{\"input\": 7}', to_json(named_struct('input', prompt)))",
                    TEXT,
                    "get_json_object(response, '$.output[0].content[0].text')",
                    ANSWERED,
                    Map.of(100L, "invalid_type", 400L, "content_filter", 500L, "incomplete", 700L, "refusal")),
            new AskedEndpoint(
                    "/v1/completions",
                    "gpt-6-luna",
                    "bodyColumn",
                    "to_json(named_struct('prompt', prompt, 'n', if(id = 100, 0, 1)))",
                    TEXT,
                    "get_json_object(response, '$.choices[0].text')",
                    ANSWERED,
                    Map.of(100L, "integer_below_min_value", 400L, "content_filter", 500L, "incomplete")),
            new AskedEndpoint(
                    "/v1/embeddings",
                    "text-embedding-3-small",
                    "bodyColumn",
                    "to_json(named_struct('input', prompt, 'dimensions', 8, 'encoding_format', if(id = 100, 'hex',"
                            + " 'float')))",
                    "array<array<float>>",
                    "from_json(response, 'data array<struct<embedding: array<float>>>').data.embedding",
                    ANSWERED,
                    Map.of(100L, "invalid_value")),
            new AskedEndpoint(
                    "/v1/moderations",
                    "omni-moderation-latest",
                    "bodyColumn",
                    "if(id = 100, '{\"input\": 7}', to_json(named_struct('input', array(prompt, if(id % 7 = 0,"
                            + " concat('kill ', prompt), prompt)))))",
                    "array<struct<flagged:boolean,categories:map<string,boolean>,scores:map<string,double>,"
                            + "applied_input_types:map<string,array<string>>>>",
                    "transform(from_json(response, 'results array<struct<flagged: boolean, categories: map<string,"
                            + " boolean>, category_scores: map<string, double>, category_applied_input_types:"
                            + " map<string, array<string>>>>').results, r -> named_struct('flagged', r.flagged,"
                            + " 'categories', r.categories, 'scores', r.category_scores, 'applied_input_types',"
                            + " r.category_applied_input_types))",
                    0,
                    Map.of(100L, "invalid_type")),
            new AskedEndpoint(
                    "/v1/images/generations",
                    "gpt-image-2",
                    "promptColumn",
                    "if(id = 100, '', prompt)",
                    IMAGES,
                    IMAGES_OF_RESPONSE,
                    ANSWERED,
                    Map.of(100L, "empty_string")),
            new AskedEndpoint(
                    "/v1/images/edits",
                    "gpt-image-2",
                    "bodyColumn",
                    "to_json(named_struct('prompt', prompt, 'images', array(named_struct('image_url', if(id = 100,"
                            + " 'nowhere', 'https://example.com/a.png')))))",
                    IMAGES,
                    IMAGES_OF_RESPONSE,
                    ANSWERED,
                    Map.of(100L, "invalid_value")),
            new AskedEndpoint(
                    "/v1/videos",
                    "sora-2",
                    "bodyColumn",
                    "to_json(named_struct('prompt', prompt, 'seconds', if(id = 100, '5', '4')))",
                    "struct<id:string,status:string,error:string,path:string>",
                    "named_struct('id', get_json_object(response, '$.id'), 'status', 'completed', 'error', null,"
                            + " 'path', output.path)",
                    0,
                    Map.of(100L, "invalid_value")));

    @Override
    public String toString() {
        return path;
    }
}
