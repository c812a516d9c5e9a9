package io.github.batchferry.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The providers in markdown, made from their files. */
final class ProviderPage {
    private ProviderPage() {}

    static String markdown() {
        StringBuilder page = new StringBuilder("| `provider` | who | where | pays | a batch holds | windows |\n"
                + "| --- | --- | --- | --- | --- | --- |\n");
        List<ProviderFile> files =
                ProviderFile.NAMES.stream().map(ProviderFile::read).toList();
        files.forEach(file -> page.append(row(file)));
        files.forEach(file -> page.append(section(file)));
        page.append("\n## Not served\n\nTheir batches have another shape. `provider=` refuses them by name.\n\n");
        page.append("| provider | why | what helps |\n| --- | --- | --- |\n");
        for (Unserved one : Unserved.ALL) {
            page.append("| `" + one.name() + "` | " + one.reason() + " | "
                    + (one.gateway() == null ? "" : "`provider=" + one.gateway() + "`, with a LiteLLM proxy before it")
                    + " |\n");
        }
        return page.toString();
    }

    private static String row(ProviderFile file) {
        return "| [`" + file.name() + "`](#" + anchor(file) + ") | " + file.title() + " | "
                + code(file.baseUrl().is(), "`baseUrl` is needed") + " | " + price(file) + " | " + size(file) + " | "
                + file.window().is() + " |\n";
    }

    private static String section(ProviderFile file) {
        StringBuilder text = new StringBuilder("\n## " + file.title() + "\n\n");
        String form = file.baseUrlForm();
        fact(text, "Address", code(file.baseUrl().is(), "given by `baseUrl`: " + form), file, file.baseUrl());
        fact(text, "Token", code(file.token().is(), "`apiTokenRef` names it"), file, file.token());
        fact(text, "Sent as", code(file.authHeader().is(), ""), file, file.authHeader());
        UploadPlace upload = file.upload().is();
        fact(
                text,
                "Files go to",
                upload == null ? "not known" : "`/" + upload.path() + "` with purpose `" + upload.purpose() + "`",
                file,
                file.upload());
        fact(text, "Windows", String.valueOf(file.window().is()), file, file.window());
        fact(text, "Requests of a batch", known(file.requests().is()), file, file.requests());
        fact(text, "Bytes of a file", known(file.fileBytes().is()), file, file.fileBytes());
        fact(text, "Price against real time", price(file), file, file.price());
        List<String> endpoints = file.endpoints().is();
        fact(
                text,
                "Endpoints",
                endpoints == null
                        ? "not known"
                        : endpoints.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", ")),
                file,
                file.endpoints());
        FileExpiry expiry = file.fileExpiry().is();
        fact(
                text,
                "Files may say how long they are kept",
                expiry == null
                        ? "not known, so they do not"
                        : "from " + expiry.leastSeconds() + " to " + expiry.mostSeconds() + " s"
                                + (expiry.names() == FileExpiry.Names.DOTS
                                        ? ", by `expires_after.seconds`"
                                        : ", by `expires_after[seconds]`"),
                file,
                file.fileExpiry());
        for (Map.Entry<Quirk, String> quirk : new TreeMap<>(file.quirks()).entrySet()) {
            text.append("- Otherwise than OpenAI: ")
                    .append(quirk.getKey().told())
                    .append(" (")
                    .append(file.sources().get(quirk.getValue()))
                    .append(").\n");
        }
        for (Fact<String> note : file.notes()) {
            text.append("- ")
                    .append(note.is())
                    .append(" (")
                    .append(file.sources().get(note.by()))
                    .append(")\n");
        }
        return text.toString();
    }

    private static void fact(StringBuilder text, String what, String value, ProviderFile file, Fact<?> fact) {
        text.append("- ")
                .append(what)
                .append(": ")
                .append(value)
                .append(" (")
                .append(file.sources().get(fact.by()))
                .append(").\n");
    }

    private static String price(ProviderFile file) {
        Double price = file.price().is();
        return price == null ? "not known" : Math.round(price * 100) + " %";
    }

    private static String size(ProviderFile file) {
        Integer requests = file.requests().is();
        Long bytes = file.fileBytes().is();
        return (requests == null ? "requests not known, " : known(requests) + " requests, ")
                + (bytes == null ? "bytes not known" : bytes / 1_000_000 + " MB");
    }

    private static String known(@Nullable Number number) {
        return number == null ? "not known" : String.format(Locale.ROOT, "%,d", number.longValue());
    }

    private static String code(@Nullable String text, String other) {
        return text == null ? other : "`" + text + "`";
    }

    /** As GitHub makes it. */
    private static String anchor(ProviderFile file) {
        return file.title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
