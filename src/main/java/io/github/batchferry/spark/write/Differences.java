package io.github.batchferry.spark.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.request.ImageTransfer;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.RequestForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a write asks differently from a sealed one, name by name with both values. Prompts are data: of a system prompt,
 * and of constants that may hold a text, only the name is told.
 */
final class Differences {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/-]{1,40}");

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    /** From the sealed write that is most like this one; empty where one asks the same. */
    static List<String> between(Collection<Event.WriteSealed> sealed, WriteDraft draft, String server) {
        return sealed.stream()
                .map(write -> new Differences().compare(write, draft, server))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private List<String> compare(Event.WriteSealed sealed, WriteDraft draft, String server) {
        RequestTemplate had = sealed.request();
        RequestTemplate asks = draft.request();
        shown("baseUrl", sealed.connection().baseUrl(), server);
        shown("endpoint", had.endpointPath(), asks.endpointPath());
        shown("model", had.model(), asks.model());
        shown("modelColumn", had.modelColumn(), asks.modelColumn());
        shown("the form of the request", had.form(), asks.form());
        if (had.form() != RequestForm.TEMPLATE && asks.form() != RequestForm.TEMPLATE) {
            shown("the column that is asked", had.payloadColumn(), asks.payloadColumn());
        } else if (!had.payloadColumn().equals(asks.payloadColumn())) {
            found.add("promptTemplate (texts not shown)");
        }
        shown("imageColumn", had.imageColumn(), asks.imageColumn());
        shown("uploadImages", uploads(had), uploads(asks));
        if (!Objects.equals(had.systemPrompt(), asks.systemPrompt())) {
            found.add("systemPrompt (texts not shown)");
        }
        Set<String> fields = new TreeSet<>(had.constants().keySet());
        fields.addAll(asks.constants().keySet());
        for (String field : fields) {
            constant(field, had.constants().get(field), asks.constants().get(field));
        }
        shown("columns", columns(sealed.schema()), columns(draft.schema()));
        shown("customIdColumn", sealed.customIdColumn(), draft.customIdColumn());
        shown("resultPrefix", sealed.resultPrefix(), draft.resultPrefix());
        shown(
                "completionWindow",
                sealed.purchase().completionWindow(),
                draft.purchase().completionWindow());
        return found;
    }

    private void shown(String name, @Nullable Object had, @Nullable Object asks) {
        if (!Objects.equals(had, asks)) {
            found.add(name + " (" + text(had) + " in the job, " + text(asks) + " in this write)");
        }
    }

    private void constant(String field, @Nullable String had, @Nullable String asks) {
        if (Objects.equals(had, asks)) {
            return;
        }
        if (holdsNoText(had) && holdsNoText(asks)) {
            shown("body." + field, had, asks);
        } else {
            found.add("body." + field + " (values not shown)");
        }
    }

    private static boolean uploads(RequestTemplate request) {
        return request.images() == ImageTransfer.UPLOADED;
    }

    private static boolean holdsNoText(@Nullable String json) {
        if (json == null) {
            return true;
        }
        try {
            JsonNode value = JsonMapper.builder().build().readTree(json);
            return value.isNumber()
                    || value.isBoolean()
                    || value.isNull()
                    || value.isTextual() && WORD.matcher(value.textValue()).matches();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String columns(String schema) {
        return ((StructType) DataType.fromJson(schema)).asNullable().simpleString();
    }

    private static String text(@Nullable Object value) {
        return value == null || value.equals("") ? "none" : "'" + value + "'";
    }
}
