package io.github.batchferry.connect;

import io.github.batchferry.UserException;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.option.ConnectionOptions;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.secret.TokenRef;

/** A command that stands in a job directory is not run: whoever may write there could run anything here. */
final class SealedCommand {
    private SealedCommand() {}

    /** @throws UserException where the job names its token by a command that nobody gives now */
    static void requireGiven(ConnectionTerms terms, OptionSet given) {
        boolean saysOtherwise =
                given.explicit(ConnectionOptions.API_TOKEN_REF) || given.explicit(ConnectionOptions.API_TOKEN);
        if (!saysOtherwise
                && !Rehearsed.is(terms)
                && TokenRef.of(terms.tokenRef()).scheme() == TokenRef.Scheme.COMMAND) {
            throw new UserException("the job names its token by a command, '" + terms.tokenRef()
                    + "', and what stands in a job directory is not run: where it is right, give it again as"
                    + " apiTokenRef, or name another place (env:NAME, file:/path, hadoop:alias, conf:key). Nothing was"
                    + " sent");
        }
    }
}
