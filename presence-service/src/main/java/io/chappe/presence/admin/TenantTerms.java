package io.chappe.presence.admin;

import io.chappe.core.bus.Notice;
import io.chappe.core.model.TenantId;
import io.chappe.node.config.ConfigException;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.presence.notices.TenantRegister;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tenant's terms: as the store has them, as they are shown, and whether every gateway could take them. */
final class TenantTerms {
    /** As the configuration says where something is wrong: {@code line 1: tenants[].limits.sessions must ...}. */
    private static final Pattern FAULT =
            Pattern.compile("(?:line \\d+: )?tenants\\[]\\.?(?<path>[\\w.\\[\\]]*)(?<rest>.*)");

    private TenantTerms() {}

    /** As they stand there, with secrets; what they leave out is not there. */
    static JsonObject of(TenantRegister.Entry entry) {
        JsonObject terms = new JsonObject(TenantConfig.json(entry.text()));
        terms.remove("name");
        return terms;
    }

    static JsonObject shown(TenantRegister.Entry entry) {
        return shown(entry.tenant(), of(entry));
    }

    static JsonObject shown(TenantId tenant, JsonObject terms) {
        return new JsonObject().put("tenant", tenant.value()).put("terms", Secrets.without(terms));
    }

    /**
     * As they are written to the store.
     *
     * @param lease how long that of the gateways takes
     * @throws ProblemException for what some gateway would not take
     */
    static String text(TenantId tenant, JsonObject terms, Duration lease) {
        String text = terms.encode();
        if (text.length() > Notice.LONGEST_CONTENT) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "a tenant's terms must be at most %d characters, these have %d"
                            .formatted(Notice.LONGEST_CONTENT, text.length()));
        }
        try {
            TenantConfig.parse(tenant, text).leaseFault(lease).ifPresent(fault -> {
                throw problem(fault);
            });
        } catch (ConfigException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
        return text;
    }

    /** With a pointer to the field, as far as the sentence names it. */
    private static ProblemException problem(String sentence) {
        Matcher fault = FAULT.matcher(sentence);
        if (!fault.matches()) {
            return ProblemException.ofField("#", sentence);
        }
        String path = fault.group("path");
        String pointer = path.isEmpty()
                ? "#"
                : "#/" + path.replace("[", "/").replace("]", "").replace('.', '/');
        return ProblemException.ofField(pointer, detail(path, fault.group("rest")));
    }

    /** The pointer says where; a sentence that goes on with its subject needs that, and no more of the way to it. */
    private static String detail(String path, String rest) {
        return rest.startsWith(":") ? rest.substring(1).strip() : path.substring(path.lastIndexOf('.') + 1) + rest;
    }
}
