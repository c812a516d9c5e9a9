package io.github.batchferry.option;

import io.github.batchferry.secret.Shown;
import java.util.function.UnaryOperator;

/**
 * How a text becomes the value of an option.
 *
 * @param text the type as the documentation names it
 * @param shown what of a given value people may see, in errors and descriptions
 */
public record OptionType<T>(String text, Parser<T> parser, UnaryOperator<String> shown) {
    OptionType(String text, Parser<T> parser) {
        this(text, parser, Shown::value);
    }

    OptionType<T> shownAs(UnaryOperator<String> view) {
        return new OptionType<>(text, parser, view);
    }

    /** Turns a text into a value. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * @param key what stands for the variable part of a family's name, empty for other options
         * @throws RuntimeException where the value is wrong; its text says what would be right
         */
        T parse(String key, String value);
    }
}
