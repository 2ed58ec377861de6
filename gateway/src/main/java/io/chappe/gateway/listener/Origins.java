package io.chappe.gateway.listener;

import io.chappe.node.tenant.OriginRule;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The sites whose pages may open a socket: against a foreign page that uses a visitor's browser to reach us. Empty, it
 * allows no site. It is no access control for other clients, which can claim any origin, or none.
 */
public final class Origins implements Predicate<String> {
    private final List<OriginRule> rules;

    private Origins(List<OriginRule> rules) {
        this.rules = rules;
    }

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException see {@link OriginRule#parse}
     */
    public static Origins of(Collection<String> rules) {
        return new Origins(rules.stream().map(OriginRule::parse).toList());
    }

    @Override
    public boolean test(String origin) {
        return rules.stream().anyMatch(rule -> rule.matches(origin));
    }
}
