package io.chappe.node.operations;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The named conditions under which a node is ready. Parts add theirs at the start; may be used from any thread. */
public final class Health {
    private static final String START = "start";

    private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentHashMap<>();

    Health() {
        // The port is open before the node has anything to offer.
        addReadiness(START, () -> Optional.of("the node is still starting"));
    }

    /** The node serves from now on, as far as its other conditions hold. */
    public void started() {
        checks.remove(START);
    }

    /**
     * Adds a condition for being ready.
     *
     * @param name a word that is unique in the process; a second check of that name replaces the first
     * @param problem why the node is not ready, in a few words for an operator; empty when it is. Asked at every
     *     probe, on an event loop: it must not block
     */
    public void addReadiness(String name, Supplier<Optional<String>> problem) {
        checks.put(name, problem);
    }

    /** The failing conditions, by name; empty when the node is ready. */
    public Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>();
        checks.forEach((name, check) -> ask(check).ifPresent(problem -> problems.put(name, problem)));
        return problems;
    }

    /** A check that fails is a problem like any other; it must not hide the rest. */
    private static Optional<String> ask(Supplier<Optional<String>> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return Optional.of("the check failed: " + e.getClass().getSimpleName());
        }
    }
}
