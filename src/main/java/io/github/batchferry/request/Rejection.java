package io.github.batchferry.request;

/** Why a row cannot become a request. It comes back as a failed row with this code and message, never as an exception. */
public record Rejection(String code, String message, String param) {
    static Rejection nullPayload(String column) {
        return new Rejection("null_prompt", "column '" + column + "' is null, so there is nothing to ask", column);
    }

    static Rejection nullInTemplate(String column) {
        return new Rejection(
                "null_prompt", "column '" + column + "' is null, so the template cannot be filled", column);
    }

    static Rejection invalidUtf8InTemplate() {
        return new Rejection(
                "invalid_utf8", "a column of the template holds bytes that are not valid UTF-8", "promptTemplate");
    }

    static Rejection emptyTemplate() {
        return new Rejection("empty_input", "the template filled with this row's values is empty", "promptTemplate");
    }

    static Rejection nullImage(String column) {
        return new Rejection("null_image", "column '" + column + "' is null or empty, or holds such an image", column);
    }

    static Rejection unknownImage(String column) {
        return new Rejection(
                "unknown_image_type",
                "column '" + column + "' holds bytes that begin as no PNG, JPEG, GIF or WebP does",
                column);
    }

    static Rejection tooManyImages(String column, int count, int limit) {
        return new Rejection(
                "too_many_images", "column '" + column + "' holds " + count + " images, the limit is " + limit, column);
    }

    static Rejection unreadableImage(String column) {
        return new Rejection(
                "unreadable_image", "column '" + column + "' holds a data URL whose content is not base64", column);
    }

    static Rejection imageTooLarge(String column, long bytes, long limit) {
        return new Rejection(
                "image_too_large",
                "column '" + column + "' holds an image of " + bytes + " bytes, the limit of a file is " + limit,
                column);
    }

    static Rejection nullModel(String column) {
        return new Rejection("null_model", "column '" + column + "' is null or empty, so no model is named", column);
    }

    static Rejection invalidUtf8(String column) {
        return new Rejection("invalid_utf8", "column '" + column + "' holds bytes that are not valid UTF-8", column);
    }

    static Rejection notAnObject(String column, String detail) {
        return new Rejection("invalid_body", "column '" + column + "' is not a JSON object: " + detail, column);
    }

    static Rejection notMessages(String column, String detail) {
        return new Rejection(
                "invalid_messages", "column '" + column + "' is not a non-empty JSON array: " + detail, column);
    }

    static Rejection noMessages(String column) {
        return new Rejection(
                "invalid_messages", "column '" + column + "' holds no message, so there is nothing to ask", column);
    }

    static Rejection schemaInBody(String column, String field) {
        return new Rejection(
                "invalid_body",
                "column '" + column + "' has a field '" + field + "', which responseSchema fills: leave it out",
                column);
    }

    static Rejection streaming(String column) {
        return new Rejection("streaming_unsupported", "the Batch API does not stream: remove \"stream\": true", column);
    }

    static Rejection emptyInput(String column) {
        return new Rejection("empty_input", "column '" + column + "' is empty or holds an empty or null text", column);
    }

    static Rejection tooManyInputs(String column, int count, int limit) {
        return new Rejection(
                "too_many_inputs", "column '" + column + "' holds " + count + " inputs, the limit is " + limit, column);
    }

    public static Rejection tooLarge(long bytes, long limit) {
        return new Rejection(
                "request_too_large", "the request line has " + bytes + " bytes, the limit is " + limit, "body");
    }

    public static Rejection customId(String column, String detail) {
        return new Rejection("invalid_custom_id", "column '" + column + "' " + detail, column);
    }
}
