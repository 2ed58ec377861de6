package io.chappe.gateway.listener;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a folder of the class path, in a jar or not. */
final class WebFolder {
    private static final int ETAG_BYTES = 16;

    private WebFolder() {}

    /** The files by their path under the folder, with a leading slash; none if there is no such folder. */
    static Map<String, Pages.Page> read(String folder) {
        URL url = WebFolder.class.getClassLoader().getResource(folder);
        if (url == null) {
            return Map.of();
        }
        try {
            URI uri = url.toURI();
            if (!uri.getScheme().equals("jar")) {
                return walk(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return walk(jar.getPath("/" + folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pages at " + url, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot read the pages at " + url, e);
        }
    }

    private static Map<String, Pages.Page> walk(Path root) throws IOException {
        Map<String, Pages.Page> pages = new HashMap<>();
        try (Stream<Path> files = Files.walk(root).filter(Files::isRegularFile)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String path = "/" + root.relativize(file).toString().replace('\\', '/');
                pages.put(path, page(path, Files.readAllBytes(file)));
            }
        }
        return Map.copyOf(pages);
    }

    private static Pages.Page page(String path, byte[] content) {
        return new Pages.Page(Buffer.buffer(content), type(path), etag(content));
    }

    private static String type(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        return switch (extension) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "ts", "txt", "md" -> "text/plain; charset=utf-8";
            case "json", "map" -> "application/json";
            case "webmanifest" -> "application/manifest+json";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "ico" -> "image/x-icon";
            case "woff2" -> "font/woff2";
            default -> "application/octet-stream";
        };
    }

    private static String etag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
