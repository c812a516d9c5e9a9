package io.github.batchferry.provider;

import io.github.batchferry.UserException;
import io.github.batchferry.secret.Shown;
import io.github.batchferry.secret.WrongValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the API is: a URL in one spelling (lower-case scheme and host, no default port, no slash at its end), or the
 * word {@code emulator}. Two that reach the same place by the same words are equal.
 */
public record BaseUrl(String text) {
    static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");
    private static final String EMULATOR = "emulator";
    private static final String RIGHT = "write https://host/path, such as https://api.openai.com/v1, or emulator";

    /**
     * @param text in any spelling
     * @throws WrongValue where it is no URL, or one that would show a secret
     */
    public BaseUrl {
        text = text.equalsIgnoreCase(EMULATOR) ? EMULATOR : oneSpelling(text);
    }

    /**
     * For a text that is no option's value.
     *
     * @throws UserException where it is no URL, or one that would show a secret
     */
    public static BaseUrl of(String text) {
        try {
            return new BaseUrl(text);
        } catch (WrongValue e) {
            throw new UserException("baseUrl: the value " + shown(text) + " " + e.complaint());
        }
    }

    /** Whether the built-in server is meant, which needs no token. */
    public boolean emulator() {
        return text.equals(EMULATOR);
    }

    /** Without the brackets of an IPv6 address; empty for the built-in server. */
    public String host() {
        return emulator() ? "" : bare(URI.create(text).getHost());
    }

    /** @param host a name or an address, IPv6 without brackets */
    public static boolean isThisMachine(String host) {
        return THIS_MACHINE.matcher(host).matches();
    }

    /** The URL without what may be secret in it: user, password, query and fragment. */
    public static String shown(String value) {
        int scheme = value.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int at = value.lastIndexOf('@');
        String rest = at < start ? value.substring(start) : value.substring(at + 1);
        return Shown.value(value.substring(0, start) + rest.replaceAll("(?s)[?#].*", ""));
    }

    private static String oneSpelling(String value) {
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
        if (scheme.equals("http") && !isThisMachine(bare(host))) {
            throw new WrongValue("would send the token in clear: use https (http is for this machine only)");
        }
        String path = uri.getRawPath().replaceAll("/+$", "");
        return scheme + "://" + host + port(scheme, uri.getPort()) + path;
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

    private static String port(String scheme, int port) {
        boolean standard = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return standard ? "" : ":" + port;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
