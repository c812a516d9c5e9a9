package io.github.batchferry.option;

import io.github.batchferry.secret.Shown;
import io.github.batchferry.secret.WrongValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where the API is: a URL in one spelling (lower-case scheme and host, no default port, no slash at its end), or the
 * word {@code emulator}. Two that reach the same place by the same words are equal.
 */
public record BaseUrl(String text) {
    static final String EMULATOR = "emulator";
    private static final String RIGHT = "write https://host/path, such as https://api.openai.com/v1, or emulator";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");

    /** Whether the built-in server is meant, which needs no token. */
    public boolean emulator() {
        return text.equals(EMULATOR);
    }

    static BaseUrl parse(String value) {
        if (value.equalsIgnoreCase(EMULATOR)) {
            return new BaseUrl(EMULATOR);
        }
        URI uri = uri(value);
        String scheme = lower(uri.getScheme());
        String host = lower(uri.getHost());
        if (uri.getRawUserInfo() != null) {
            throw new WrongValue("holds a user or password: give the token by apiTokenRef, and the URL without it");
        }
        if (uri.getRawQuery() != null) {
            throw new WrongValue("holds a query: " + RIGHT + "; an api-version goes into apiVersion");
        }
        if (uri.getRawFragment() != null) {
            throw new WrongValue("holds a fragment: " + RIGHT);
        }
        if (scheme.equals("http") && !loopback(host)) {
            throw new WrongValue("would send the token in clear: use https (http is for this machine only)");
        }
        String path = uri.getRawPath().replaceAll("/+$", "");
        return new BaseUrl(scheme + "://" + host + port(scheme, uri.getPort()) + path);
    }

    /** The URL without what may be secret in it: user, password, query and fragment. */
    static String shown(String value) {
        int scheme = value.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int at = value.lastIndexOf('@');
        String rest = at < start ? value.substring(start) : value.substring(at + 1);
        return Shown.value(value.substring(0, start) + rest.replaceAll("(?s)[?#].*", ""));
    }

    private static URI uri(String value) {
        try {
            URI uri = new URI(value);
            String scheme = uri.getScheme() == null ? "" : lower(uri.getScheme());
            if (!scheme.equals("https") && !scheme.equals("http")) {
                throw new WrongValue("does not begin with https://: " + RIGHT);
            }
            if (uri.getHost() == null || uri.getPort() > 65535) {
                throw new WrongValue("has no host that can be read: " + RIGHT);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new WrongValue("is not a URL: " + RIGHT);
        }
    }

    private static boolean loopback(String host) {
        return LOOPBACK_NAMES.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static String port(String scheme, int port) {
        boolean standard = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return standard ? "" : ":" + port;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
