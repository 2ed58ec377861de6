package io.chappe.gateway.token;

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

        @Setting(help = "The keys of whoever signs them; while a key is exchanged, the old one and the new one.")
        List<KeyConfig> keys) {
    private static final int MOST_KEYS = 16;

    public TokensConfig {
        Require.text("audience", audience);
        Require.that(issuer == null || !issuer.isBlank(), "issuer must not be empty; leave it out");
        Require.range("the number of keys", keys.size(), 1, MOST_KEYS);
        keys = List.copyOf(keys);
    }
}
