package io.github.batchferry.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Says that a proxy wants a password, which OkHttp would tell in words that name neither. */
final class ProxyPassword implements Authenticator {
    /** How OkHttp asks beforehand, when no proxy has wanted anything yet. */
    private static final String BEFOREHAND = "OkHttp-Preemptive";

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        if (BEFOREHAND.equals(response.header("Proxy-Authenticate"))) {
            return null;
        }
        String proxy = route != null && route.proxy().address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "in between";
        throw FinalException.local(
                "the proxy " + proxy + " wants a password (407), which cannot be given. Take a proxy that lets this"
                        + " machine through, or except the server by http.nonProxyHosts of the JVM",
                new IOException("HTTP 407"));
    }
}
