package io.chappe.node.tenant;

import io.chappe.node.config.Require;
import io.chappe.node.config.Secret;
import io.chappe.node.config.Setting;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Where a tenant's own server is told what happens in it (Standard Webhooks). Which addresses may be named, the senders know. */
public record WebhookConfig(
        @Setting(help = "Its name: 1 to 64 letters, digits, - or _.")
        String id,

        @Setting(help = "Where events are posted to, https.")
        String url,

        @Setting(def = "[]", help = "The types of events that it is told, such as [member.joined]; empty for all.")
        List<String> types,

        @Setting(
                def = "[]",
                help =
                        "With what the names of rooms begin of which it is told; empty for all events, also those of no room.")
        List<String> rooms,

        @Setting(
                help =
                        "With what its posts are signed: one, or while it is exchanged the new one and the old one, each whsec_ and"
                                + " the base64 of 24 to 64 bytes.")
        List<Secret> secrets,

        @Setting(def = "true", help = "Whether it is told anything.")
        boolean enabled) {
    /** With what a secret begins. */
    public static final String SECRET_PREFIX = "whsec_";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MOST_SECRETS = 2;
    private static final int LEAST_SECRET_BYTES = 24;
    private static final int MOST_SECRET_BYTES = 64;
    private static final int MOST_NAMES = 50;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_URL = 1_000;

    public WebhookConfig {
        Require.that(ID.matcher(id).matches(), "id must be 1 to 64 letters, digits, - or _");
        Require.that(
                isUsable(url),
                "url must be an https address with a host, without user, password and fragment, of at most "
                        + LONGEST_URL + " characters");
        Require.that(
                !secrets.isEmpty() && secrets.size() <= MOST_SECRETS,
                "secrets must be one, or two while one is exchanged");
        for (int i = 0; i < secrets.size(); i++) {
            Require.that(
                    isSecret(secrets.get(i).value()),
                    "secrets[" + i + "]: it must be " + SECRET_PREFIX + " and the base64 of 24 to 64 bytes");
        }
        requireNames("types", types);
        requireNames("rooms", rooms);
        types = List.copyOf(types);
        rooms = List.copyOf(rooms);
        secrets = List.copyOf(secrets);
    }

    private static void requireNames(String component, List<String> names) {
        Require.that(names.size() <= MOST_NAMES, component + " must be at most " + MOST_NAMES);
        Require.that(
                names.stream().noneMatch(name -> name.isEmpty() || name.length() > LONGEST_NAME),
                component + " must have 1 to " + LONGEST_NAME + " characters each");
    }

    /** Http, too: whether that is allowed is a setting of the senders. */
    private static boolean isUsable(String url) {
        try {
            URI uri = URI.create(url);
            return url.length() <= LONGEST_URL
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() != 0
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isSecret(String secret) {
        try {
            int bytes = secret.startsWith(SECRET_PREFIX) ? key(secret).length : 0;
            return bytes >= LEAST_SECRET_BYTES && bytes <= MOST_SECRET_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
    }

    /** The bytes that sign, of each secret. */
    public List<byte[]> keys() {
        return secrets.stream().map(secret -> key(secret.value())).toList();
    }

    /** Whether it is told of such an event. */
    public boolean wants(String type, String room) {
        return (types.isEmpty() || types.contains(type))
                && (rooms.isEmpty() || rooms.stream().anyMatch(room::startsWith));
    }
}
