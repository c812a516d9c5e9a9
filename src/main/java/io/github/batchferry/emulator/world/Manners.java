package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The conduct of a whole world: each freedom in turn. Safe for use by several threads. */
public final class Manners {
    private final List<Conduct> all;

    Manners(List<Conduct> all) {
        this.all = all;
    }

    /** Whether all is as documented. */
    public boolean arePlain() {
        return all.isEmpty();
    }

    /** The answer in place of any effect. */
    public Optional<Told> instead(Call call) {
        Optional<Told> told = first(conduct -> conduct.instead(call));
        return told.map(answer -> answer(call, answer));
    }

    /** The answer after the effect. */
    public Told answer(Call call, Told told) {
        Told answer = told;
        for (Conduct conduct : all) {
            answer = answer.status() == 0 ? answer : conduct.answer(call, answer);
        }
        return answer;
    }

    public Optional<Fate> fate(String inputFileId, long now) {
        return first(conduct -> conduct.fate(inputFileId, now));
    }

    /** What becomes of a second batch that is made by the same call; empty where none is made. */
    public Optional<Fate> twin(long now) {
        return first(conduct -> conduct.twin(now));
    }

    public ObjectNode single(ObjectNode view, Look look) {
        all.forEach(conduct -> conduct.batch(view, look));
        all.forEach(conduct -> conduct.single(view, look));
        return view;
    }

    public ObjectNode listed(ObjectNode view, Look look) {
        all.forEach(conduct -> conduct.batch(view, look));
        all.forEach(conduct -> conduct.listed(view, look));
        return view;
    }

    /** The list, of one that has the newest batch first. */
    public List<Entry> list(List<Entry> entries, long now) {
        List<Entry> list = entries;
        for (Conduct conduct : all) {
            list = conduct.list(list, now);
        }
        return list;
    }

    public Cursor cursor(Cursor asked) {
        Cursor cursor = asked;
        for (Conduct conduct : all) {
            cursor = conduct.cursor(cursor);
        }
        return cursor;
    }

    public ObjectNode page(ObjectNode page, Cursor cursor) {
        all.forEach(conduct -> conduct.page(page, cursor));
        return page;
    }

    public ObjectNode file(ObjectNode view, Stored file, long now) {
        all.forEach(conduct -> conduct.file(view, file, now));
        return view;
    }

    /** What stands in the place of one result line, without line feeds. */
    public List<byte[]> lines(ObjectNode line) {
        List<ObjectNode> lines = List.of(line);
        for (Conduct conduct : all) {
            lines = lines.stream().flatMap(one -> conduct.lines(one).stream()).toList();
        }
        return lines.stream().map(this::bytes).toList();
    }

    /** What stands before the first byte of a results file. */
    public byte[] head() {
        return joined(Conduct::head);
    }

    /** What stands behind its last line. */
    public byte[] tail() {
        return joined(Conduct::tail);
    }

    private byte[] bytes(ObjectNode line) {
        byte[] bytes = Json.bytes(line);
        for (Conduct conduct : all) {
            bytes = conduct.bytes(bytes);
        }
        return bytes;
    }

    private byte[] joined(Function<Conduct, byte[]> part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all.forEach(conduct -> bytes.writeBytes(part.apply(conduct)));
        return bytes.toByteArray();
    }

    private <T> Optional<T> first(Function<Conduct, Optional<T>> place) {
        for (Conduct conduct : all) {
            Optional<T> found = place.apply(conduct);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
