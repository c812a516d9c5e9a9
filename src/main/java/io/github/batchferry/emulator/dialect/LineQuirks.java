package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Of the lines of results. */
final class LineQuirks {
    static final List<Quirk> ALL = List.of(
            Quirk.line("body=text", "the body of an answer is a text of JSON", line -> {
                if (line.path("response") instanceof ObjectNode response
                        && response.path("body").isObject()) {
                    response.put("body", response.path("body").toString());
                }
            }),
            Quirk.line("line=no-response", "a line with an error has no 'response'", line -> {
                if (line.path("response").isNull()) {
                    line.remove("response");
                }
            }),
            Quirk.line("line=no-code", "the error of a line has no code", line -> {
                if (line.path("error") instanceof ObjectNode error) {
                    error.remove("code");
                }
                if (line.at("/response/body/error") instanceof ObjectNode error) {
                    error.remove("code");
                }
            }));

    private LineQuirks() {}
}
