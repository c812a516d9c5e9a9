package io.github.batchferry.request;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.PromptFrame;
import io.github.batchferry.request.endpoint.RequestForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of a row into a request line. For each row: {@link #prepare}, which says whether there can be a
 * request and for which model, then {@link #write} into the buffer of that model's shard. Not thread-safe.
 */
public final class RequestWriter {
    private static final byte[] LINE_START = ascii("{\"custom_id\":");
    private static final byte[] MODEL = ascii("{\"model\":");

    private final RequestTemplate template;
    private final Endpoint endpoint;
    private final BodyComposer composer;
    private final @Nullable ImageWriter images;
    private final PromptFrame frame;
    private final byte[] afterId;
    private final byte[] beforePayload;
    /** The start of the body up to the payload, where all rows have one model. */
    private final byte[] fixedStart;

    private final byte[] afterPayload;
    private final Utf8 fixedModel;
    private final Utf8 element = new Utf8();
    private Utf8 model;
    private RowValues values = new RowValues();
    private boolean imagesAreInvalid;

    public RequestWriter(RequestTemplate template) {
        this(template, template.endpoint());
    }

    /** @param endpoint that the template names */
    public RequestWriter(RequestTemplate template, Endpoint endpoint) {
        this.template = template;
        this.endpoint = endpoint;
        composer = new BodyComposer(template, endpoint);
        String imageColumn = template.imageColumn();
        images = imageColumn == null
                ? null
                : new ImageWriter(imageColumn, Objects.requireNonNull(endpoint.images()), template.images());
        frame = images == null ? endpoint.prompt() : images.frame().prompt();
        String url = template.lineUrl() == null ? endpoint.path() : template.lineUrl();
        afterId = ascii(",\"method\":\"POST\",\"url\":\"" + url + "\",\"body\":");
        beforePayload = beforePayload();
        afterPayload = ascii((isPrompt() && images == null ? frame.close() : "") + "}}\n");
        fixedModel = Utf8.of(template.model());
        model = fixedModel;
        LineBuffer start = new LineBuffer(256);
        startBody(fixedModel, start);
        fixedStart = start.toBytes();
    }

    /** Why the row cannot be sent, or null. The values are read again by {@link #write}. */
    public @Nullable Rejection prepare(RowValues row) {
        values = row;
        if (row.payload.isNull() && template.form() != RequestForm.INPUTS) {
            return isTemplate()
                    ? Rejection.nullInTemplate(row.missing)
                    : Rejection.nullPayload(template.payloadColumn());
        }
        String modelColumn = template.modelColumn();
        model = modelColumn == null ? fixedModel : row.model;
        if (modelColumn != null && !model.isWellFormed()) {
            return Rejection.invalidUtf8(modelColumn);
        }
        Rejection rejection = switch (template.form()) {
            case PROMPT, TEMPLATE -> endpoint.inputs().takesArrays() && row.payload.length() == 0 ? emptyInput() : null;
            case INPUT -> row.payload.length() == 0 ? emptyInput() : null;
            case INPUTS -> rejectInputs(row.texts);
            case MESSAGES -> composer.messages(row.payload);
            case BODY -> composer.body(row.payload, model);
        };
        if (rejection == null && images != null) {
            rejection = images.prepare(row.images);
        }
        if (rejection == null && template.form() == RequestForm.BODY) {
            model = composer.model();
        }
        if (rejection == null && (model.isNull() || model.length() == 0)) {
            return Rejection.nullModel(modelColumn == null ? template.payloadColumn() : modelColumn);
        }
        return rejection;
    }

    /** The model of the row that was prepared. */
    public Utf8 model() {
        return model;
    }

    /** How many inputs the request has, 0 where a batch does not count them. */
    public int inputs() {
        if (!endpoint.inputs().inABatch()) {
            return 0;
        }
        return switch (template.form()) {
            case INPUTS -> values.texts.size();
            case BODY -> composer.inputs();
            default -> 1;
        };
    }

    /** How many bytes the line of the row that was prepared has at the least. */
    public long leastBytes() {
        return values.payload.length() + (images == null ? 0 : images.leastBytes(values.images));
    }

    /**
     * Appends the line of the row that was prepared, with its line feed.
     *
     * @return where the body starts in the buffer, or -1 where a text is not valid UTF-8; the caller then truncates
     */
    public int write(Utf8 customId, LineBuffer out) {
        out.raw(LINE_START);
        if (!out.string(customId)) {
            return -1;
        }
        out.raw(afterId);
        int body = out.length();
        if (template.form() == RequestForm.BODY) {
            out.write(composer.composed().bytes(), 0, composer.composed().length());
            out.raw((byte) '}');
            out.raw((byte) '\n');
            return body;
        }
        if (model == fixedModel) {
            out.raw(fixedStart);
        } else if (!startBody(model, out)) {
            return -1;
        }
        boolean valid = switch (template.form()) {
            case MESSAGES -> copy(composer.composed(), out);
            case INPUTS -> writeInputs(out);
            default -> out.string(values.payload);
        };
        imagesAreInvalid = false;
        if (images != null && valid) {
            out.raw(frame.close());
            valid = images.write(values.images, out);
            imagesAreInvalid = !valid;
        }
        out.raw(afterPayload);
        return valid ? body : -1;
    }

    /** Hands out the images that the line which was written names by their hashes. */
    public void eachImage(ImageSink sink) throws IOException {
        if (images != null) {
            images.each(sink);
        }
    }

    /** What {@link #write} objects to. */
    public Rejection invalidUtf8() {
        if (imagesAreInvalid && images != null) {
            return Rejection.invalidUtf8(images.column());
        }
        return isTemplate() ? Rejection.invalidUtf8InTemplate() : Rejection.invalidUtf8(template.payloadColumn());
    }

    private boolean startBody(Utf8 ofModel, LineBuffer out) {
        out.raw(MODEL);
        boolean valid = out.string(ofModel);
        out.raw((byte) ',');
        out.raw(beforePayload);
        return valid;
    }

    private Rejection emptyInput() {
        return isTemplate() ? Rejection.emptyTemplate() : Rejection.emptyInput(template.payloadColumn());
    }

    private @Nullable Rejection rejectInputs(RowValues.Texts texts) {
        int most = endpoint.inputs().mostTexts();
        if (texts.size() > most) {
            return Rejection.tooManyInputs(template.payloadColumn(), texts.size(), most);
        }
        for (int i = 0; i < texts.size(); i++) {
            texts.point(i, element);
            if (element.isNull() || element.length() == 0) {
                return emptyInput();
            }
        }
        return texts.size() == 0 ? emptyInput() : null;
    }

    private boolean writeInputs(LineBuffer out) {
        boolean valid = true;
        for (int i = 0; i < values.texts.size(); i++) {
            out.raw((byte) (i == 0 ? '[' : ','));
            values.texts.point(i, element);
            valid &= out.string(element);
        }
        out.raw((byte) ']');
        return valid;
    }

    private boolean isTemplate() {
        return template.form() == RequestForm.TEMPLATE;
    }

    private boolean isPrompt() {
        return template.form() == RequestForm.PROMPT || isTemplate();
    }

    private byte[] beforePayload() {
        LineBuffer out = new LineBuffer(256);
        out.raw(template.constantFields());
        String system = template.systemPrompt();
        if (isPrompt()) {
            out.raw(frame.open());
        }
        if (system != null && frame.beforeSystem() != null) {
            out.raw(frame.beforeSystem());
            out.string(system);
            out.raw(frame.afterSystem());
        }
        out.raw(isPrompt() ? frame.beforePrompt() : "\"" + endpoint.field() + "\":");
        return out.toBytes();
    }

    private static boolean copy(LineBuffer from, LineBuffer to) {
        to.write(from.bytes(), 0, from.length());
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
