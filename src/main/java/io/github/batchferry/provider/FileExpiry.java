package io.github.batchferry.provider;

import java.util.regex.Pattern;

/**
 * Where an upload may say how long its file is kept. OpenAI writes the fields as {@code expires_after[seconds]};
 * imitators write them with a dot, or refuse what they do not know, and keep files by their own rules.
 *
 * @param hosts that take the fields
 */
public record FileExpiry(Pattern hosts) {
    static final FileExpiry AT_OPENAI = new FileExpiry(Pattern.compile("api\\.openai\\.com"));
    static final FileExpiry ON_THIS_MACHINE = new FileExpiry(BaseUrl.THIS_MACHINE);

    public boolean isTakenAt(BaseUrl url) {
        return hosts.matcher(url.host()).matches();
    }
}
