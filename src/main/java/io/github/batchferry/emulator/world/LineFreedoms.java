package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Result lines: how they stand in their file, and what stands around the answer. */
final class LineFreedoms {
    private static final int EVERY = 3;

    static final List<Freedom> ALL = List.of(
            Freedom.healing(
                    "lines=crlf", "result lines end with CR LF", dice -> Manner.bytes(line -> with(line, "\r"))),
            Freedom.healing(
                    "lines=blank", "there are blank lines between", dice -> Manner.bytes(line -> with(line, "\n \n"))),
            Freedom.healing("lines=bom", "result files begin with a byte order mark", dice -> new Conduct() {
                @Override
                public byte[] head() {
                    return "\ufeff".getBytes(StandardCharsets.UTF_8);
                }
            }),
            Freedom.healing("lines=garbage", "result files end with something that is no line", dice -> new Conduct() {
                @Override
                public byte[] tail() {
                    return "-- end of file --".getBytes(StandardCharsets.UTF_8);
                }
            }),
            Freedom.healing(
                    "lines=twice",
                    "some lines stand there twice",
                    dice -> Manner.lines(line -> isPicked(dice, line) ? List.of(line, line) : List.of(line))),
            Freedom.lasting(
                    "lines=two-answers",
                    "some lines stand there twice, with two answers",
                    dice -> Manner.lines(
                            line -> isPicked(dice, line) ? List.of(line, Answers.other(line)) : List.of(line))),
            Freedom.healing(
                    "lines=stranger",
                    "some lines are of nobody's request",
                    dice -> Manner.lines(line -> isPicked(dice, line) ? List.of(line, stranger(line)) : List.of(line))),
            Freedom.healing(
                    "lines=error-beside-answer",
                    "some answers have an error beside them",
                    dice -> Manner.lines(line -> isPicked(dice, line) && Answers.isAnswer(line)
                            ? List.of(withError(line, "warning", "The answer took a while."))
                            : List.of(line))),
            Freedom.healing(
                    "lines=error-empty",
                    "each answer has an error {} beside it",
                    dice -> Manner.lines(line -> {
                        ObjectNode copy = line.deepCopy();
                        if (Answers.isAnswer(line)) {
                            copy.putObject("error");
                        }
                        return List.of(copy);
                    })),
            Freedom.healing(
                    "lines=error-nulls",
                    "each answer has an error beside it whose members are null or empty",
                    dice -> Manner.lines(line -> {
                        ObjectNode copy = line.deepCopy();
                        if (Answers.isAnswer(line)) {
                            copy.putObject("error").putNull("code").put("message", "");
                        }
                        return List.of(copy);
                    })),
            Freedom.healing(
                    "lines=body-as-text",
                    "response.body is JSON as text",
                    dice -> Manner.lines(line -> {
                        ObjectNode copy = line.deepCopy();
                        if (copy.path("response") instanceof ObjectNode response) {
                            response.put("body", Json.text(response.path("body")));
                        }
                        return List.of(copy);
                    })),
            Freedom.healing(
                    "lines=status-as-text",
                    "status_code is text",
                    dice -> Manner.lines(line -> {
                        ObjectNode copy = line.deepCopy();
                        if (copy.path("response") instanceof ObjectNode response) {
                            response.put(
                                    "status_code", response.path("status_code").asText());
                        }
                        return List.of(copy);
                    })));

    private LineFreedoms() {}

    /** Whether a line is one of those that something happens to. */
    static boolean isPicked(Dice dice, ObjectNode line) {
        return dice.of(line.path("custom_id").asText(), EVERY) == 0;
    }

    private static byte[] with(byte[] line, String end) {
        byte[] more = end.getBytes(StandardCharsets.UTF_8);
        byte[] longer = Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, longer, line.length, more.length);
        return longer;
    }

    private static ObjectNode stranger(ObjectNode line) {
        return line.deepCopy()
                .put("custom_id", "nobody-" + line.path("custom_id").asText());
    }

    private static ObjectNode withError(ObjectNode line, String code, String message) {
        ObjectNode copy = line.deepCopy();
        copy.putObject("error").put("code", code).put("message", message);
        return copy;
    }
}
