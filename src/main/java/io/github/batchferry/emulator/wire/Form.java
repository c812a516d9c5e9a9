package io.github.batchferry.emulator.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the form of an upload holds beside its file.
 *
 * @param purposes those that are known, that of a batch's input first
 * @param nameField the field that must name the file; its own part does where this is absent
 */
public record Form(List<String> purposes, @Nullable String nameField) {
    public static final Form DOCUMENTED = new Form(List.of("batch", "vision"), null);

    public Form {
        purposes = List.copyOf(purposes);
    }

    /** As soon as the fields are there, so that a wrong one is refused before the file is taken. */
    public void check(Map<String, String> fields, @Nullable String filename) {
        String purpose = fields.get("purpose");
        if (purpose != null && !purposes.contains(purpose)) {
            String known = purposes.stream().map(one -> "'" + one + "'").collect(Collectors.joining(" and "));
            throw Refusal.invalid(
                    "Invalid value: '" + purpose + "'. Supported values are: " + known + ".",
                    "purpose",
                    "invalid_value");
        }
        if (filename == null || purposes.get(0).equals(purpose) && !filename.endsWith(".jsonl")) {
            throw Refusal.invalid("Invalid file format for Batch API. Must be .jsonl", null, null);
        }
    }

    /** The name of an uploaded file, once all fields are there. */
    public String name(Map<String, String> fields, String filename) {
        if (!fields.containsKey("purpose")) {
            throw Refusal.missing("purpose");
        }
        if (nameField == null) {
            return filename;
        }
        String name = fields.get(nameField);
        if (name == null) {
            throw Refusal.missing(nameField);
        }
        return name;
    }
}
