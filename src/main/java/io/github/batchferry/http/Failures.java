package io.github.batchferry.http;

import io.github.batchferry.ExternalException;
import io.github.batchferry.ExternalException.Repeat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Words a failed call: what was asked, what came back, why, and what to do. */
final class Failures {
    private Failures() {}

    static ExternalException exception(Request request, IOException failure) {
        return exception(request, failure, "");
    }

    /** @param more a sentence that goes behind the words of the failure */
    static ExternalException exception(Request request, IOException failure, String more) {
        String failed = text(request, failure);
        String text = more.isEmpty() ? failed : failed + (failed.endsWith(".") ? " " : ". ") + more;
        if (failure instanceof RefusedException refused) {
            Refusal refusal = refused.refusal();
            return ExternalException.refused(text, refusal.refused(), refusal.requestId(), refusal.repeat());
        }
        Repeat repeat = failure instanceof FinalException end
                ? end.repeat()
                : Retries.isCertificate(failure) ? Repeat.IN_VAIN : Repeat.MAY_HELP;
        IOException cause =
                failure instanceof ProtocolException || failure instanceof UnreadableException ? null : failure;
        return ExternalException.unanswered(text, repeat, cause);
    }

    static String text(Request request, IOException failure) {
        String what = request.method() + " " + shown(request);
        if (failure instanceof RefusedException refused) {
            return what + refused(request, refused.refusal());
        }
        if (failure instanceof FinalException || failure instanceof UnreadableException) {
            return what + " failed: " + failure.getMessage() + ".";
        }
        return what + " failed: " + unreached(request, failure);
    }

    private static String refused(Request request, Refusal refusal) {
        StringBuilder text = new StringBuilder(" was answered with HTTP ").append(refusal.status());
        if (refusal.code() != null && !refusal.code().equals(String.valueOf(refusal.status()))) {
            text.append(" ").append(refusal.code());
        }
        if (!refusal.message().isEmpty()) {
            text.append(": ").append(refusal.message());
        }
        if (refusal.requestId() != null) {
            text.append(" (request id ").append(refusal.requestId()).append(")");
        }
        return text.append(nextStep(request, refusal)).toString();
    }

    private static String nextStep(Request request, Refusal refusal) {
        if (refusal.billing()) {
            return ". Check plan, billing and spending limits of the account, then go on with the job.";
        }
        if (refusal.status() / 100 == 3) {
            return ". It redirects"
                    + (refusal.redirect() == null ? "" : " to " + Target.hostAndPort(refusal.redirect()))
                    + ", which is not followed, so that neither token nor data go elsewhere. Set baseUrl to the final"
                    + " address if you trust it.";
        }
        if (refusal.keyRefused()) {
            return ". Check the API token that apiTokenRef points to.";
        }
        return switch (refusal.status()) {
            case 401 -> ". Check the API token that apiTokenRef points to.";
            case 403 -> ". Check that the token may use files and batches, and the options organization and project.";
            case 404 -> ". Check baseUrl " + base(request) + " and that the token belongs to the project of the job.";
            case 407 -> ". The proxy wants a password; check the JVM's proxy settings.";
            default -> "";
        };
    }

    private static String unreached(Request request, IOException failure) {
        String server = Target.hostAndPort(request.url());
        if (failure instanceof UnknownHostException) {
            return "the host name " + request.url().host() + " is not known. Check baseUrl, DNS and proxy settings.";
        }
        if (failure instanceof ConnectException) {
            return "no connection to " + server + ". Check that the server runs, baseUrl, and proxy settings.";
        }
        if (Retries.isCertificate(failure)) {
            return "the certificate of " + server + " is not trusted or names another host: "
                    + Wording.clean(String.valueOf(failure.getMessage()))
                    + ". Add the right authority to the JVM's trust store (javax.net.ssl.trustStore).";
        }
        if (failure instanceof InterruptedIOException) {
            return Thread.currentThread().isInterrupted()
                    ? "it was interrupted."
                    : "no answer from " + server
                            + " in time. Check the network, or raise connectTimeout or readTimeout.";
        }
        return "the connection to " + server + " broke: " + Wording.clean(String.valueOf(failure.getMessage())) + ".";
    }

    private static String shown(Request request) {
        return request.url().newBuilder().query(null).build().toString();
    }

    private static String base(Request request) {
        HttpUrl base = request.tag(HttpUrl.class);
        return Target.shown(base == null ? request.url() : base);
    }
}
