package io.github.batchferry.result.answer;

import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Walks through JSON that was found valid when it was collected, value by value, and makes nothing that nobody asks for.
 * Where the bytes are no JSON after all, it throws {@link IOException} and never reads beyond their end. For one thread.
 */
public final class JsonCursor {
    private byte[] bytes = {};
    private int at;
    private int end;
    private byte[] unescaped = {};
    private int used;
    private boolean first;

    /** Begins with another text, which must hold as long as it is walked through. */
    public void start(Slice text) {
        bytes = text.array();
        at = text.offset();
        end = at + text.length();
        used = 0;
        if (text.length() >= 3
                && bytes[at] == (byte) 0xEF
                && bytes[at + 1] == (byte) 0xBB
                && bytes[at + 2] == (byte) 0xBF) {
            at += 3;
        }
    }

    /** Whether the next value is null; passes it by if so. */
    public boolean passesNull() throws IOException {
        return peek() == 'n' && passesWord("null");
    }

    /** Whether the next value begins so, as an object does with a brace. */
    public boolean beginsWith(char wanted) throws IOException {
        return peek() == wanted;
    }

    /** Goes into an object. */
    public void object() throws IOException {
        pass('{');
        first = true;
    }

    /** Goes into an array. */
    public void array() throws IOException {
        pass('[');
        first = true;
    }

    /** Whether another element comes; leaves the array where none does. */
    public boolean nextElement() throws IOException {
        return another(']');
    }

    /**
     * The name of the next field; null where none comes, and the object is left. The value must be read or skipped before
     * the next.
     */
    public @Nullable Slice nextName() throws IOException {
        if (!another('}')) {
            return null;
        }
        Slice name = string();
        pass(':');
        return name;
    }

    /** The characters of a string as UTF-8; they hold as long as the text that was started. */
    public Slice string() throws IOException {
        pass('"');
        int start = at;
        int close = Scan.findQuoteOrEscape(bytes, start, end);
        boolean plain = close == end || bytes[close] == '"';
        close = plain ? close : Scan.closingQuote(bytes, close, end);
        if (close >= end) {
            throw malformed();
        }
        at = close + 1;
        if (plain) {
            return new Slice(bytes, start, close - start);
        }
        if (used == 0 && unescaped.length < end - start) {
            unescaped = new byte[end - start];
        }
        int from = used;
        used = Unescape.to(unescaped, from, bytes, start, close - start);
        return new Slice(unescaped, from, used - from);
    }

    public boolean bool() throws IOException {
        if (peek() == 't' ? passesWord("true") : passesWord("false")) {
            return bytes[at - 2] == 'u';
        }
        throw malformed();
    }

    /** Throws {@link ArithmeticException} where the number is no such integer. */
    public long whole() throws IOException {
        return number(JsonNumber::whole);
    }

    /** Exactly as {@link Double#parseDouble} gives it. */
    public double real() throws IOException {
        return number(JsonNumber::real);
    }

    /** Exactly as {@link Float#parseFloat} gives it. */
    public float single() throws IOException {
        return number((text, from, to) -> Float.parseFloat(JsonNumber.text(text, from, to)));
    }

    public BigDecimal decimal() throws IOException {
        return number((text, from, to) -> new BigDecimal(JsonNumber.text(text, from, to)));
    }

    /** Passes a value of any kind. */
    public void skip() throws IOException {
        int depth = 0;
        do {
            byte b = peek();
            if (b == '"') {
                at = Scan.closingQuote(bytes, at + 1, end) + 1;
            } else if (b == '{' || b == '[') {
                depth++;
                at++;
            } else if (b == '}' || b == ']') {
                depth--;
                at++;
            } else if (depth > 0 && (b == ',' || b == ':')) {
                at++;
            } else {
                scalar();
            }
        } while (depth > 0);
        if (depth < 0 || at > end) {
            throw malformed();
        }
    }

    private boolean another(char close) throws IOException {
        byte b = peek();
        boolean begins = first;
        first = false;
        if (b == close) {
            at++;
            return false;
        }
        if (!begins) {
            pass(',');
        }
        return true;
    }

    private <T> T number(NumberOf<T> kind) throws IOException {
        byte b = peek();
        int start = at;
        scalar();
        if (b != '-' && !JsonNumber.isDigit(b)) {
            throw malformed();
        }
        try {
            return kind.of(bytes, start, at);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private void scalar() throws IOException {
        int start = at;
        while (at < end && isOfScalar(bytes[at])) {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
    }

    private static boolean isOfScalar(byte b) {
        return JsonNumber.isDigit(b) || b >= 'a' && b <= 'z' || b == '.' || b == '-' || b == '+' || b == 'E';
    }

    private boolean passesWord(String word) {
        int start = at;
        at += word.length();
        boolean is = at <= end;
        for (int i = 0; is && i < word.length(); i++) {
            is = bytes[start + i] == word.charAt(i);
        }
        at = is ? at : start;
        return is;
    }

    private void pass(char wanted) throws IOException {
        if (peek() != wanted) {
            throw malformed();
        }
        at++;
    }

    /** The next byte that is no white space. */
    private byte peek() throws IOException {
        while (at < end) {
            byte b = bytes[at];
            if (b > ' ') {
                return b;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                break;
            }
            at++;
        }
        throw malformed();
    }

    private IOException malformed() {
        return new IOException("the structured answer is no JSON at byte " + at);
    }

    /** What the characters from one place to another make. */
    private interface NumberOf<T> {
        T of(byte[] text, int from, int to);
    }
}
