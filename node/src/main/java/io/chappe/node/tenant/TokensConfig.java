package io.chappe.node.tenant;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose tokens a tenant takes. */
public record TokensConfig(
        @Setting(help = "Who issues them (`iss`); without it that is not looked at.") @Nullable String issuer,

        @Setting(
                def = "chappe",
                help = "What they must be for (`aud`): a token for another service is not one for this.")
        String audience,

        @Setting(
                def = "[]",
                help = "The keys of whoever signs them; while a key is exchanged, the old one and the new one.")
        List<KeyConfig> keys,

        @Nullable JwksConfig jwks) {
    private static final int MOST_KEYS = 16;

    public TokensConfig {
        Require.text("audience", audience);
        Require.that(issuer == null || !issuer.isBlank(), "issuer must not be empty; leave it out");
        Require.that(keys.size() <= MOST_KEYS, "keys must be at most " + MOST_KEYS);
        Require.that(!keys.isEmpty() || jwks != null, "keys must have at least one, or jwks say where there are some");
        keys = List.copyOf(keys);
    }
}
