package io.chappe.node.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration record. Later sources win over earlier ones, setting by setting; a list is replaced as a whole:
 *
 * <ol>
 *   <li>the defaults in the records ({@link Setting#def()});
 *   <li>the YAML file named by {@code --config FILE}, or else by {@code CHAPPE_CONFIG};
 *   <li>the environment: {@code operations.port} is {@code CHAPPE_OPERATIONS_PORT}, its value is YAML.
 * </ol>
 *
 * Whatever is not understood is an error and not ignored: a misspelt limit is no limit.
 */
public final class ConfigLoader {
    private final Shape.Composite shape;
    private final String root;
    private final Map<String, String> places = new HashMap<>();

    /** @param root how what is read is called in messages; empty for a whole configuration */
    private ConfigLoader(Class<? extends Record> type, String root) {
        this.shape = Shape.ofRecord(type);
        this.root = root;
    }

    /**
     * Loads a configuration; reads the file, so not for an event loop.
     *
     * @param type a record of scalars, texts, {@link java.time.Duration}, {@link Path}, enums, {@link Secret}, lists and
     *     other such records; its compact constructor may throw {@link IllegalArgumentException} with a sentence that
     *     starts with the component's name
     * @param args the command line: {@code --config FILE} or nothing
     * @throws ConfigException with one line for the operator
     */
    public static <T extends Record> T load(Class<T> type, String[] args, Map<String, String> env) {
        LogVariables.check(env);
        ConfigLoader loader = new ConfigLoader(type, "");
        ObjectNode tree = loader.fileTree(fileName(args, env));
        loader.overlay(tree, type, env);
        return loader.bind(type, tree);
    }

    /** Reads a configuration from YAML text over the defaults, for tests and embedders. */
    public static <T extends Record> T parse(Class<T> type, String yaml) {
        ConfigLoader loader = new ConfigLoader(type, "");
        return loader.bind(type, loader.read(YamlText.file("yaml"), yaml));
    }

    /**
     * Reads one element of a list that is given alone, as YAML text.
     *
     * @param root how it is called in messages, such as {@code tenants[]}
     * @param key a setting that is known already: the text may leave it out, and must not say otherwise
     * @throws ConfigException with one line that says in which line it is wrong
     */
    public static <T extends Record> T element(Class<T> type, String root, String key, String value, String yaml) {
        ConfigLoader loader = new ConfigLoader(type, root);
        ObjectNode tree = loader.read(YamlText.lines(), yaml);
        if (tree.isEmpty()) {
            throw new ConfigException(root + " is empty");
        }
        String path = Paths.child(root, key);
        if (tree.hasNonNull(key) && !tree.get(key).asText().equals(value)) {
            throw new ConfigException(
                    "%s: %s must be '%s', or left out".formatted(loader.places.get(path), path, value));
        }
        return loader.bind(type, tree.put(key, value));
    }

    /**
     * The same element as JSON, as it stands there: without what it leaves out.
     *
     * @throws ConfigException for what has no such shape; whether it can be used is for {@link #element} to say
     */
    public static String elementJson(Class<? extends Record> type, String root, String yaml) {
        ConfigLoader loader = new ConfigLoader(type, root);
        return TypedTree.of(loader.read(YamlText.lines(), yaml), loader.shape).toString();
    }

    private static @Nullable String fileName(String[] args, Map<String, String> env) {
        if (args.length == 0) {
            return env.get("CHAPPE_CONFIG");
        }
        if (args.length == 2 && args[0].equals("--config")) {
            return args[1];
        }
        throw new ConfigException(
                "'%s' is not understood; use --config FILE, or --help".formatted(String.join(" ", args)));
    }

    private ObjectNode fileTree(@Nullable String file) {
        if (file == null) {
            return Values.MAPPER.createObjectNode();
        }
        try {
            return read(YamlText.file(file), Files.readString(Path.of(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "it does not exist" : e.toString();
            throw new ConfigException("cannot read the configuration file %s: %s".formatted(file, reason));
        }
    }

    private ObjectNode read(YamlText source, String text) {
        JsonNode tree = source.read(text, shape, root);
        places.putAll(source.places());
        return tree instanceof ObjectNode object ? object : Values.MAPPER.createObjectNode();
    }

    private void overlay(ObjectNode tree, Class<? extends Record> type, Map<String, String> env) {
        Map<String, String> paths = Settings.of(type).stream()
                .filter(entry -> !entry.environmentName().isEmpty())
                .collect(Collectors.toMap(SettingEntry::environmentName, SettingEntry::path));
        // Sorted, so that of several mistakes always the same one is reported.
        new TreeMap<>(env).forEach((name, value) -> {
            if (name.startsWith(Paths.PREFIX) && !Settings.OTHER_VARIABLES.contains(name)) {
                String path = paths.get(name);
                if (path == null) {
                    throw new ConfigException(name + ": no such setting; --help lists them all");
                }
                set(tree, path, name, value);
            }
        });
    }

    private void set(ObjectNode tree, String path, String name, String value) {
        ObjectNode node = tree;
        Shape.Composite at = shape;
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            at = (Shape.Composite) at.field(steps[i]).orElseThrow().shape();
            node = node.get(steps[i]) instanceof ObjectNode child ? child : node.putObject(steps[i]);
        }
        String last = steps[steps.length - 1];
        YamlText source = YamlText.value(name);
        node.set(last, source.read(value, at.field(last).orElseThrow().shape(), path));
        places.putAll(source.places());
    }

    private <T extends Record> T bind(Class<T> type, ObjectNode tree) {
        Defaults.complete(tree, shape, Values.MAPPER.createObjectNode(), root);
        try {
            return Values.MAPPER.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw invalid(Paths.of(root, e.getPath()), String.valueOf(cause.getMessage()));
        } catch (JsonProcessingException e) {
            throw new ConfigException(e.getOriginalMessage());
        }
    }

    /** A record refused its components; by custom the sentence starts with the name of the culprit. */
    private ConfigException invalid(String path, String sentence) {
        Function<String, String> at = p -> places.containsKey(p) ? places.get(p) + ": " : "";
        String culprit = Paths.child(path, sentence.split(":? ", 2)[0]);
        String place = places.containsKey(culprit) ? at.apply(culprit) : at.apply(path);
        return new ConfigException(place + (path.isEmpty() ? "" : path + ".") + sentence);
    }
}
