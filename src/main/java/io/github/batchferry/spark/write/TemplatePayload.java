package io.github.batchferry.spark.write;

import io.github.batchferry.request.LineBuffer;
import io.github.batchferry.request.PromptTemplate;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/** A prompt with columns in it. What is no string comes in through Spark's own cast. */
final class TemplatePayload implements PayloadSource {
    private static final long serialVersionUID = 1L;

    private final String template;
    private final ArrayList<byte[]> texts = new ArrayList<>();
    private final ArrayList<InputColumn> columns = new ArrayList<>();
    private final ArrayList<String> casts = new ArrayList<>();

    /** @param width how many columns the input has */
    TemplatePayload(String template, InputColumns input, int width) {
        this.template = template;
        PromptTemplate parsed = PromptTemplate.parse(template);
        parsed.texts().forEach(text -> texts.add(text.getBytes(StandardCharsets.UTF_8)));
        for (String name : parsed.columns()) {
            InputColumn named = input.require("promptTemplate", name, type -> true, "anything");
            if (InputColumns.isText(named.type())) {
                columns.add(named);
            } else {
                int at = width + casts.size();
                casts.add("CAST(" + named.sql() + " AS STRING) AS `batchferry " + casts.size() + "`");
                columns.add(InputColumn.top(named.name(), DataTypes.StringType, at, 0));
            }
        }
    }

    @Override
    public String name() {
        return template;
    }

    @Override
    public List<String> casts() {
        return casts;
    }

    @Override
    public PayloadReader reader() {
        LineBuffer filled = new LineBuffer(1024);
        Utf8 value = new Utf8();
        return (row, into) -> fill(row, into, filled, value);
    }

    private void fill(InternalRow row, RowValues into, LineBuffer filled, Utf8 value) {
        filled.truncate(0);
        filled.raw(texts.get(0));
        for (int i = 0; i < columns.size(); i++) {
            InputColumn column = columns.get(i);
            InternalRow owner = column.owner(row);
            if (owner == null) {
                into.payload.clear();
                into.missing = column.name();
                return;
            }
            TextView.point(owner.getUTF8String(column.ordinal()), value);
            filled.write(value.bytes(), value.offset(), value.length());
            filled.raw(texts.get(i + 1));
        }
        into.payload.point(filled.bytes(), 0, filled.length());
    }
}
