package io.github.batchferry.connect;

import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.secret.TokenRef;
import io.github.batchferry.secret.TokenSources;

/** Where a token is looked for whose own place only a Spark session knows, and there is none. */
final class UsualToken {
    private UsualToken() {}

    /** The terms as they can be used here. */
    static ConnectionTerms where(ConnectionTerms terms, TokenSources tokens, Notices notices) {
        // The usual place holds a token of one provider's, which no other server may see unless somebody says so.
        String place = terms.provider().usualToken();
        if (tokens.hasConf() || place == null || TokenRef.of(terms.tokenRef()).scheme() != TokenRef.Scheme.CONF) {
            return terms;
        }
        notices.say("The job names its token by " + terms.tokenRef() + ", which needs Spark: taking " + place);
        return terms.withTokenRef(place);
    }
}
