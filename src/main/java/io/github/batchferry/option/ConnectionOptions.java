package io.github.batchferry.option;

import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import io.github.batchferry.secret.TokenRef;
import java.time.Duration;
import java.util.List;

/** How to reach the server. */
public final class ConnectionOptions {
    public static final Option<Provider> PROVIDER = Option.of("provider", Group.CONNECTION, OptionTypes.provider())
            .otherwise("`openai` where `baseUrl` is at OpenAI, else `openai-compatible`")
            .examples("groq", "mistral")
            .help("Who answers: a name of [the providers](providers.md), which brings its own address, token, limits"
                    + " and manners along; each of those may be given besides.");

    public static final Option<BaseUrl> BASE_URL = Option.of("baseUrl", Group.CONNECTION, OptionTypes.baseUrl())
            .defaultsTo("https://api.openai.com/v1")
            .butAt(Provider::baseUrl)
            .from("OPENAI_BASE_URL")
            .examples("https://eu.api.openai.com/v1/", "http://example.com/v1")
            .help("Where the API is. `https`, or `http` on this machine. `emulator` starts the built-in server in this"
                    + " process, needs no token and costs nothing.");

    public static final Option<TokenRef> API_TOKEN_REF = Option.of(
                    "apiTokenRef", Group.CONNECTION, OptionTypes.tokenRef())
            .defaultsTo("env:OPENAI_API_KEY")
            .butAt(provider -> provider.usualToken() == null ? "env:OPENAI_API_KEY" : provider.usualToken())
            .examples("file:/run/secrets/openai", "OPENAI_API_KEY")
            .help("Where the API token is kept: `env:NAME` (a variable of the driver), `file:/path` (a file that only"
                    + " its owner may read), `hadoop:alias` (a credential in a Hadoop credential provider), `conf:key` (a Spark conf whose name holds `secret` or `token`, so that"
                    + " Spark hides it) or `command:words` (a command of the driver that prints it, without a shell;"
                    + " run again before a JSON web token ends, else each half hour).");

    public static final Option<Secret> API_TOKEN = Option.of("apiToken", Group.CONNECTION, OptionTypes.token())
            .otherwise("`apiTokenRef`")
            .examples("a-token", "two words")
            .help("The API token itself, as an option of the DataFrame only: Spark shows confs and SQL to others."
                    + " Prefer `apiTokenRef`.");

    public static final Option<String> ORGANIZATION = Option.of(
                    "organization", Group.CONNECTION, headerText("an organization's id, such as org-abc123"))
            .from("OPENAI_ORG_ID")
            .examples("org-abc123", "two words")
            .help("Sent as `OpenAI-Organization`.");

    public static final Option<String> PROJECT = Option.of(
                    "project", Group.CONNECTION, headerText("a project's id, such as proj_abc123"))
            .from("OPENAI_PROJECT_ID")
            .examples("proj_abc123", "two words")
            .help("Sent as `OpenAI-Project`.");

    public static final Option<String> AUTH_HEADER = Option.of(
                    "authHeader", Group.CONNECTION, OptionTypes.choice("bearer", "api-key"))
            .defaultsTo("bearer")
            .butAt(Provider::authHeader)
            .examples("api-key", "basic")
            .help("How the token is sent: `Authorization: Bearer …`, or `api-key: …` as Azure takes it. What a command"
                    + " prints goes as `bearer`.");

    public static final Option<String> API_VERSION = Option.of(
                    "apiVersion",
                    Group.CONNECTION,
                    OptionTypes.matching("text", "[A-Za-z0-9._-]{1,64}", "a version, such as 2024-10-21"))
            .examples("2024-10-21", "2024/10/21")
            .help("Sent as `api-version` with every call, where a server such as Azure asks for it.");

    public static final Option<String> HEADER = Option.of("header.<name>", Group.CONNECTION, FamilyTypes.header())
            .examples("x-team=search", "authorization=Bearer a-token")
            .help("One more header for every call. Not for credentials.");

    public static final Option<Duration> CONNECT_TIMEOUT = Option.of(
                    "connectTimeout", Group.CONNECTION, OptionTypes.duration("1ms", "10m"))
            .defaultsTo("10s")
            .examples("5s", "soon")
            .help("The longest wait for a connection.");

    public static final Option<Duration> READ_TIMEOUT = Option.of(
                    "readTimeout", Group.CONNECTION, OptionTypes.duration("1ms", "1h"))
            .defaultsTo("60s")
            .examples("2m", "0")
            .help("The longest silence within an answer.");

    public static final Option<Integer> MAX_RETRIES = Option.of(
                    "maxRetries", Group.CONNECTION, OptionTypes.integer(0, 20))
            .defaultsTo("4")
            .examples("0", "-1")
            .help("Tries after the first, for calls that are safe to repeat. Creating a batch is never repeated.");

    static final List<Option<?>> ALL = List.of(
            PROVIDER,
            BASE_URL,
            API_TOKEN_REF,
            API_TOKEN,
            ORGANIZATION,
            PROJECT,
            AUTH_HEADER,
            API_VERSION,
            HEADER,
            CONNECT_TIMEOUT,
            READ_TIMEOUT,
            MAX_RETRIES);

    private ConnectionOptions() {}

    private static OptionType<String> headerText(String right) {
        return OptionTypes.matching("text", "[!-~]{1,256}", right);
    }
}
