package io.github.batchferry.spark.write;

import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.RequestOptions;
import io.github.batchferry.request.OutputType;
import io.github.batchferry.request.RequestForm;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.spark.ResultColumn;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of the input make a request, by ordinal; -1 where there is none.
 *
 * @param payloadType the type of the payload column
 */
record RequestColumns(
        RequestForm form,
        int payload,
        DataType payloadType,
        int model,
        int customId,
        @Nullable String customIdColumn) implements Serializable {

    static RequestColumns of(OptionSet options, StructType schema) {
        InputColumns input = new InputColumns(schema);
        int payload;
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
                    type -> InputColumns.isText(type) || InputColumns.isTexts(type),
                    "a string or an array of strings");
            form = InputColumns.isTexts(input.type(payload)) ? RequestForm.INPUTS : RequestForm.INPUT;
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
            ValueJson.require(input.type(payload));
        }
        int model = options.explicit(RequestOptions.MODEL_COLUMN)
                ? input.require(
                        "modelColumn", options.value(RequestOptions.MODEL_COLUMN), InputColumns::isText, "a string")
                : -1;
        int customId = customId(options, input);
        return new RequestColumns(
                form, payload, input.type(payload), model, customId, customId < 0 ? null : input.name(customId));
    }

    private static int customId(OptionSet options, InputColumns input) {
        String right = "a string: cast it, or rename it and let custom ids be generated";
        if (options.explicit(RequestOptions.CUSTOM_ID_COLUMN)) {
            return input.require(
                    "customIdColumn", options.value(RequestOptions.CUSTOM_ID_COLUMN), InputColumns::isText, right);
        }
        String usual = ResultColumn.CUSTOM_ID.columnName();
        return input.find(usual).isPresent() ? input.require("customIdColumn", usual, InputColumns::isText, right) : -1;
    }

    RequestTemplate template(OptionSet options, StructType schema) {
        com.fasterxml.jackson.databind.node.ObjectNode constants = options.body();
        String model = options.find(RequestOptions.MODEL).orElse(null);
        if (constants.has("model")) {
            model = constants.remove("model").asText();
        }
        return new RequestTemplate(
                options.value(RequestOptions.ENDPOINT).path(),
                form,
                schema.fields()[payload].name(),
                this.model < 0 ? model : null,
                this.model < 0 ? null : schema.fields()[this.model].name(),
                options.find(RequestOptions.SYSTEM_PROMPT).orElse(null),
                RequestTemplate.constants(constants));
    }

    OutputType output(RequestTemplate template) {
        if (!template.endpoint().countsInputs()) {
            return OutputType.TEXT;
        }
        return form == RequestForm.INPUTS ? OutputType.VECTORS : OutputType.VECTOR;
    }
}
