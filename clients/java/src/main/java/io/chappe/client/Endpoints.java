package io.chappe.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The gateways' urls, in the order in which they are tried. */
final class Endpoints {
    private static final int MAX = 32;

    private final List<URI> configured;
    private final boolean secure;
    private List<URI> urls;
    private int turn = -1;

    Endpoints(List<URI> configured) {
        this.configured = configured;
        this.urls = configured;
        this.secure = configured.stream().allMatch(url -> "wss".equals(url.getScheme()));
    }

    URI next() {
        turn = (turn + 1) % urls.size();
        return urls.get(turn);
    }

    int count() {
        return urls.size();
    }

    /** What the server has told of other gateways, for when this one is lost. */
    void learn(List<String> told) {
        URI current = urls.get(Math.max(0, turn));
        urls = merge(configured, usable(told));
        turn = urls.indexOf(current);
    }

    /**
     * The server wants this client elsewhere: at one of these first, at the url that it is at now last.
     *
     * @param told in an order that all clients are told; each takes its own, so that they do not all end up at one
     */
    void leave(List<String> told) {
        URI current = urls.get(Math.max(0, turn));
        List<URI> others = usable(told);
        Collections.shuffle(others, ThreadLocalRandom.current());
        List<URI> all = new ArrayList<>(merge(others, urls));
        all.remove(current);
        all.add(current);
        urls = all;
        turn = -1;
    }

    private static List<URI> merge(List<URI> first, List<URI> then) {
        Set<URI> all = new LinkedHashSet<>(first);
        all.addAll(then);
        return all.stream().limit(Math.max(MAX, first.size())).toList();
    }

    /** A server's word is no reason to give up TLS. */
    private List<URI> usable(List<String> told) {
        List<URI> usable = new ArrayList<>();
        for (String text : told) {
            try {
                URI url = URI.create(text);
                if (url.getHost() != null
                        && ("wss".equals(url.getScheme()) || (!secure && "ws".equals(url.getScheme())))) {
                    usable.add(url);
                }
            } catch (IllegalArgumentException e) {
                // Not a url: as good as not told.
            }
        }
        return usable;
    }
}
