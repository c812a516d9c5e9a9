package io.github.batchferry.http;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.HeaderSyntax;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.FileExpiry;
import io.github.batchferry.provider.Provider;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Where requests go and what each of them carries. The token is asked for anew for each request. */
final class Target {
    private static final String USER_AGENT = "batchferry/" + version();

    private final Connection connection;
    private final HttpUrl base;

    Target(Connection connection) {
        this.connection = connection;
        this.base = parsed(connection.baseUrl().text());
        connection.headers().forEach(Target::checkHeader);
        checkOptionalHeader("OpenAI-Organization", connection.organization());
        checkOptionalHeader("OpenAI-Project", connection.project());
        if (!connection.authHeader().equals("bearer")
                && !connection.authHeader().equals("api-key")) {
            throw new UserException("authHeader is '" + connection.authHeader() + "'. It is 'bearer' or 'api-key'.");
        }
    }

    /** The base URL with these segments after it, each percent-encoded. */
    HttpUrl.Builder url(String... segments) {
        HttpUrl.Builder url = base.newBuilder();
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        if (connection.apiVersion() != null) {
            url.addQueryParameter("api-version", connection.apiVersion());
        }
        return url;
    }

    /** A request that carries the base URL as its tag. */
    Request.Builder request(HttpUrl.Builder url) {
        Request.Builder request = new Request.Builder().url(url.build()).tag(HttpUrl.class, base);
        connection.headers().forEach(request::header);
        if (connection.organization() != null) {
            request.header("OpenAI-Organization", connection.organization());
        }
        if (connection.project() != null) {
            request.header("OpenAI-Project", connection.project());
        }
        request.header("User-Agent", USER_AGENT);
        String token = token();
        return connection.authHeader().equals("api-key")
                ? request.header("api-key", token)
                : request.header("Authorization", "Bearer " + token);
    }

    private String token() {
        String token = connection.token().get().reveal().strip();
        if (token.isEmpty()) {
            throw new UserException("The API token is empty. Check what apiTokenRef points to.");
        }
        if (!HeaderSyntax.isValue(token)) {
            throw new UserException("The API token holds a character that no HTTP header can carry, such as a line"
                    + " break. Check what apiTokenRef points to.");
        }
        return token;
    }

    private static HttpUrl parsed(String baseUrl) {
        HttpUrl url = HttpUrl.parse(baseUrl);
        if (url == null) {
            throw new UserException("baseUrl '" + Wording.withoutQuery(baseUrl)
                    + "' is not an http or https URL. Give one such as https://api.openai.com/v1.");
        }
        return url;
    }

    static boolean isLoopback(HttpUrl url) {
        return BaseUrl.isThisMachine(url.host());
    }

    /** How an upload may say how long its file is kept; empty where it may not. */
    Optional<FileExpiry.Names> expiryNames() {
        FileExpiry expiry = connection.provider().expiry();
        return expiry == null ? Optional.empty() : expiry.namesAt(connection.baseUrl());
    }

    Provider provider() {
        return connection.provider();
    }

    /** Where input files go; all other files go where OpenAI has them. */
    HttpUrl.Builder uploads(InputFile.Purpose purpose) {
        return purpose == InputFile.Purpose.BATCH
                ? url(connection.provider().upload().path().split("/"))
                : url("files");
    }

    /** A request that carries nothing of ours: no key, no header, no cookie. */
    static Request bare(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("User-Agent", USER_AGENT)
                .header("Accept-Encoding", "identity")
                .build();
    }

    /** Without a slash at its end, and without a query. */
    static String shown(HttpUrl url) {
        return url.scheme() + "://" + hostAndPort(url) + url.encodedPath().replaceFirst("/$", "");
    }

    static String hostAndPort(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }

    private static void checkHeader(String name, String value) {
        if (!HeaderSyntax.isName(name)) {
            throw new UserException("header." + Wording.clean(name) + " is not a name that an HTTP header can have.");
        }
        if (!HeaderSyntax.isValue(value)) {
            throw new UserException("header." + name + " holds a character that no HTTP header can carry.");
        }
    }

    private static void checkOptionalHeader(String name, @Nullable String value) {
        if (value != null) {
            checkHeader(name, value);
        }
    }

    private static String version() {
        String version = Target.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
