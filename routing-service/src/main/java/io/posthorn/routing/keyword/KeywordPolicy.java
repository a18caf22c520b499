package io.posthorn.routing.keyword;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.routing.keyword.Reaction.Change;

/**
 * Decides what a message to a number does.
 *
 * <ul>
 *   <li>A keyword's message is sent back, whatever its action.
 *   <li>What begins with HELP or one of the mandatory opt-out words is answered and not published; where the account
 *       manages opt-outs itself it is published, and neither answered nor heeded.
 *   <li>On toll-free numbers of the United States only STOP opts out, and the carriers answer it.
 *   <li>Everything else is published where two-way messaging is on.
 * </ul>
 */
final class KeywordPolicy {
    private KeywordPolicy() {}

    static Reaction decide(String text, NumberRules rules, AccountResources account) {
        var keywords = rules.keywords();
        var twoWay = rules.settings().twoWay().enabled();
        var heeded = keywords.all(account)
                .filter(keyword -> !keywords.optOutsByCarrier()
                        || keyword.action() != KeywordAction.OPT_OUT
                        || keywords.isMandatory(keyword.text()));
        var keyword = KeywordMatch.find(text, heeded).orElse(null);
        if (keyword == null) {
            return new Reaction("", Change.NONE, null, twoWay);
        }
        var mandatory = keywords.isMandatory(keyword.text());
        if (mandatory && rules.settings().selfManagedOptOuts()) {
            return new Reaction(keyword.text(), Change.NONE, null, twoWay);
        }
        var change =
                switch (keyword.action()) {
                    case AUTOMATIC_RESPONSE -> Change.NONE;
                    case OPT_OUT -> Change.OPT_OUT;
                    case OPT_IN -> Change.OPT_IN;
                };
        var answeredByCarrier = keywords.optOutsByCarrier() && change == Change.OPT_OUT;
        return new Reaction(keyword.text(), change, answeredByCarrier ? null : keyword.message(), twoWay && !mandatory);
    }
}
