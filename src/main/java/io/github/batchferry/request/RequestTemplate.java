package io.github.batchferry.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.request.endpoint.StructuredOutputs;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of a write share.
 *
 * @param payloadColumn the column that holds what is asked; for {@link RequestForm#TEMPLATE} the template
 * @param modelColumn the column that names the model of a row, where {@code model} is absent
 * @param imageColumn the column whose images stand behind a prompt
 * @param images how those reach the server that are no addresses
 * @param constants JSON text of each constant field of the body, by its name, in order
 * @param lineUrl what the lines name in place of {@code endpointPath}, where their server has another name for it
 */
public record RequestTemplate(
        String endpointPath,
        RequestForm form,
        String payloadColumn,
        @Nullable String model,
        @Nullable String modelColumn,
        @Nullable String systemPrompt,
        LinkedHashMap<String, String> constants,
        @Nullable String imageColumn,
        ImageTransfer images,
        @Nullable String lineUrl)
        implements Serializable {
    public RequestTemplate {
        images = images == null ? ImageTransfer.INLINE : images;
    }

    /** For a server that names the endpoint as OpenAI does. */
    public RequestTemplate(
            String endpointPath,
            RequestForm form,
            String payloadColumn,
            @Nullable String model,
            @Nullable String modelColumn,
            @Nullable String systemPrompt,
            LinkedHashMap<String, String> constants,
            @Nullable String imageColumn,
            ImageTransfer images) {
        this(endpointPath, form, payloadColumn, model, modelColumn, systemPrompt, constants, imageColumn, images, null);
    }

    /** With images in the lines. */
    public RequestTemplate(
            String endpointPath,
            RequestForm form,
            String payloadColumn,
            @Nullable String model,
            @Nullable String modelColumn,
            @Nullable String systemPrompt,
            LinkedHashMap<String, String> constants,
            @Nullable String imageColumn) {
        this(
                endpointPath,
                form,
                payloadColumn,
                model,
                modelColumn,
                systemPrompt,
                constants,
                imageColumn,
                ImageTransfer.INLINE);
    }

    /** Without images. */
    public RequestTemplate(
            String endpointPath,
            RequestForm form,
            String payloadColumn,
            @Nullable String model,
            @Nullable String modelColumn,
            @Nullable String systemPrompt,
            LinkedHashMap<String, String> constants) {
        this(endpointPath, form, payloadColumn, model, modelColumn, systemPrompt, constants, null);
    }

    /** The same for a server that has this name for the endpoint. */
    public RequestTemplate under(String path) {
        return new RequestTemplate(
                endpointPath,
                form,
                payloadColumn,
                model,
                modelColumn,
                systemPrompt,
                constants,
                imageColumn,
                images,
                path.equals(endpointPath) ? null : path);
    }

    public static LinkedHashMap<String, String> constants(ObjectNode fields) {
        LinkedHashMap<String, String> constants = new LinkedHashMap<>();
        fields.properties()
                .forEach(field -> constants.put(field.getKey(), field.getValue().toString()));
        return constants;
    }

    public Endpoint endpoint() {
        return Endpoints.of(endpointPath).orElseThrow();
    }

    /** Whether a body may hold images in data URLs; what stands in a prompt is text. */
    public boolean mayHoldImages() {
        return imageColumn != null
                || form == RequestForm.MESSAGES
                || form == RequestForm.BODY
                || constants.values().stream().anyMatch(value -> value.contains("\"data:image/"));
    }

    /** Whether this field of the body says which schema the answers keep to. */
    boolean asksForSchema(Endpoint of, String field) {
        StructuredOutputs place = of.structuredOutputs();
        return place != null
                && place.field().equals(field)
                && constants.getOrDefault(field, "").contains("\"type\":\"json_schema\"");
    }

    /** Field by field with a comma after each, in UTF-8. */
    byte[] constantFields() {
        LineBuffer out = new LineBuffer(64);
        for (Map.Entry<String, String> field : constants.entrySet()) {
            out.string(field.getKey());
            out.raw((byte) ':');
            out.raw(field.getValue().getBytes(StandardCharsets.UTF_8));
            out.raw((byte) ',');
        }
        return out.toBytes();
    }
}
