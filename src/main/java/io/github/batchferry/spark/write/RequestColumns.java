package io.github.batchferry.spark.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.RequestOptions;
import io.github.batchferry.request.ImageTransfer;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.OutputSpec.OnIncomplete;
import io.github.batchferry.request.endpoint.OutputSpec.OnInvalid;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.request.endpoint.StructuredOutputs;
import io.github.batchferry.spark.ResultColumn;
import io.github.batchferry.spark.write.schema.ResponseSchema;
import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Which columns of the input make a request. */
record RequestColumns(
        RequestForm form,
        PayloadSource payload,
        @Nullable ImageSource images,
        @Nullable InputColumn model,
        @Nullable InputColumn customId)
        implements Serializable {

    static RequestColumns of(OptionSet options, StructType schema) {
        InputColumns input = new InputColumns(schema);
        Endpoint endpoint = options.value(RequestOptions.ENDPOINT);
        if (options.explicit(RequestOptions.PROMPT_TEMPLATE)) {
            String template = options.value(RequestOptions.PROMPT_TEMPLATE);
            return of(RequestForm.TEMPLATE, new TemplatePayload(template, input, schema.length()), options, input);
        }
        InputColumn payload;
        RequestForm form;
        if (options.explicit(RequestOptions.MESSAGES_COLUMN)) {
            payload = input.require(
                    "messagesColumn",
                    options.value(RequestOptions.MESSAGES_COLUMN),
                    type -> InputColumns.isText(type) || InputColumns.isStructs(type),
                    "an array of structs, or a string with JSON");
            form = RequestForm.MESSAGES;
        } else if (options.explicit(RequestOptions.INPUT_COLUMN)) {
            payload = input.require(
                    "inputColumn",
                    options.value(RequestOptions.INPUT_COLUMN),
                    type -> InputColumns.isText(type) || endpoint.inputs().takesArrays() && InputColumns.isTexts(type),
                    endpoint.inputs().takesArrays()
                            ? "a string or an array of strings"
                            : "a string, as " + endpoint.path() + " takes one");
            form = InputColumns.isTexts(payload.type()) ? RequestForm.INPUTS : RequestForm.INPUT;
        } else if (options.explicit(RequestOptions.BODY_COLUMN)) {
            payload = input.require(
                    "bodyColumn",
                    options.value(RequestOptions.BODY_COLUMN),
                    type -> InputColumns.isText(type) || type instanceof StructType,
                    "a struct, or a string with JSON");
            form = RequestForm.BODY;
        } else {
            payload = input.require(
                    "promptColumn",
                    options.value(RequestOptions.PROMPT_COLUMN),
                    InputColumns::isText,
                    "a string: cast it");
            form = RequestForm.PROMPT;
        }
        if (form == RequestForm.MESSAGES || form == RequestForm.BODY) {
            ValueJson.require(payload.name(), payload.type());
        }
        return of(form, new ColumnPayload(payload, form), options, input);
    }

    private static RequestColumns of(RequestForm form, PayloadSource payload, OptionSet options, InputColumns input) {
        InputColumn model = options.explicit(RequestOptions.MODEL_COLUMN)
                ? input.require(
                        "modelColumn", options.value(RequestOptions.MODEL_COLUMN), InputColumns::isText, "a string")
                : null;
        return new RequestColumns(form, payload, ImageSource.of(options, input), model, customId(options, input));
    }

    private static @Nullable InputColumn customId(OptionSet options, InputColumns input) {
        String right = "a string or a whole number: cast it, or rename it and let custom ids be generated";
        String usual = ResultColumn.CUSTOM_ID.columnName();
        if (options.explicit(RequestOptions.CUSTOM_ID_COLUMN)) {
            usual = options.value(RequestOptions.CUSTOM_ID_COLUMN);
        } else if (input.find(usual).isEmpty()) {
            return null;
        }
        return input.require("customIdColumn", usual, InputColumns::isId, right);
    }

    @Nullable
    String customIdColumn() {
        return customId == null ? null : customId.name();
    }

    /** @param schema that the answers keep to, where one is asked for */
    RequestTemplate template(OptionSet options, @Nullable ResponseSchema schema) {
        ObjectNode constants = options.body();
        StructuredOutputs place = options.value(RequestOptions.ENDPOINT).structuredOutputs();
        if (schema != null && place != null) {
            place.ask(constants, schema.strict());
        }
        String model = options.find(RequestOptions.MODEL).orElse(null);
        if (constants.has("model")) {
            model = constants.remove("model").asText();
        }
        return new RequestTemplate(
                options.value(RequestOptions.ENDPOINT).path(),
                form,
                payload.name(),
                this.model == null ? model : null,
                this.model == null ? null : this.model.name(),
                options.find(RequestOptions.SYSTEM_PROMPT).orElse(null),
                RequestTemplate.constants(constants),
                images == null ? null : images.column().name(),
                options.value(RequestOptions.UPLOAD_IMAGES) ? ImageTransfer.UPLOADED : ImageTransfer.INLINE);
    }

    OutputSpec output(OptionSet options, RequestTemplate template, @Nullable ResponseSchema schema) {
        OutputSpec output = template.endpoint()
                .output(form, template.constants())
                .with(OnIncomplete.valueOf(
                        options.value(RequestOptions.ON_INCOMPLETE).toUpperCase(Locale.ROOT)));
        if (options.value(RequestOptions.SAVE_ASSETS)) {
            output = output.saved();
        }
        return schema == null
                ? output
                : output.with(schema.struct(OnInvalid.valueOf(
                        options.value(RequestOptions.ON_INVALID_OUTPUT).toUpperCase(Locale.ROOT))));
    }
}
