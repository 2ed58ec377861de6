package io.chappe.node.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.Locale;

/** How a setting is named: {@code cluster.busPort} in files, {@code CHAPPE_CLUSTER_BUS_PORT} in the environment. */
final class Paths {
    static final String PREFIX = "CHAPPE_";

    private Paths() {}

    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String environmentName(String path) {
        return PREFIX
                + path.replace('.', '_')
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toUpperCase(Locale.ROOT);
    }

    static String of(String root, List<JsonMappingException.Reference> references) {
        String path = root;
        for (JsonMappingException.Reference reference : references) {
            path = reference.getFieldName() == null
                    ? path + "[" + reference.getIndex() + "]"
                    : child(path, reference.getFieldName());
        }
        return path;
    }
}
