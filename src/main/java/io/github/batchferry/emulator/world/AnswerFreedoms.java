package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Answers with 200: what stands in the body. */
final class AnswerFreedoms {
    private static final long HUGE = 1L << 40;

    static final List<Freedom> ALL = List.of(
            Freedom.lasting(
                    "answer=error-body",
                    "some answers are 200 around an error",
                    dice -> some(dice, body -> {
                        body.removeAll();
                        body.putObject("error")
                                .put("message", "The model is overloaded.")
                                .put("type", "server_error");
                    })),
            Freedom.lasting(
                    "answer=content-null",
                    "some answers have null for text",
                    dice -> some(dice, body -> Answers.text(body, ObjectNode::putNull))),
            Freedom.healing(
                    "answer=content-empty",
                    "some answers are an empty text that ended with stop",
                    dice -> some(dice, body -> Answers.text(body, (holder, name) -> holder.put(name, "")))),
            Freedom.healing(
                    "answer=content-parts",
                    "texts of chat completions are arrays of parts",
                    dice -> each(body -> Answers.text(body, (holder, name) -> {
                        if (name.equals("content") && holder.path(name).isTextual()) {
                            String text = holder.path(name).textValue();
                            holder.putArray(name)
                                    .addObject()
                                    .put("type", "text")
                                    .put("text", text);
                        }
                    }))),
            Freedom.healing(
                    "answer=choices-reversed", "choice 1 stands before choice 0", dice -> each(Answers::reverse)),
            Freedom.healing(
                    "answer=float-usage",
                    "tokens are written as 12.0",
                    dice -> each(body -> Numbers.asFloats(body.path("usage")))),
            Freedom.healing(
                    "answer=huge-usage",
                    "2^40 tokens were used",
                    dice -> each(body -> {
                        if (body.path("usage") instanceof ObjectNode usage) {
                            usage.put(usage.has("input_tokens") ? "input_tokens" : "prompt_tokens", HUGE)
                                    .put("total_tokens", HUGE);
                        }
                    })));

    private AnswerFreedoms() {}

    private static Conduct each(Consumer<ObjectNode> change) {
        return where(line -> true, change);
    }

    private static Conduct some(Dice dice, Consumer<ObjectNode> change) {
        return where(line -> LineFreedoms.isPicked(dice, line), change);
    }

    private static Conduct where(Predicate<ObjectNode> when, Consumer<ObjectNode> change) {
        return Manner.lines(line -> {
            if (!Answers.isAnswer(line) || !when.test(line)) {
                return List.of(line);
            }
            ObjectNode copy = line.deepCopy();
            change.accept(Answers.body(copy));
            return List.of(copy);
        });
    }
}
