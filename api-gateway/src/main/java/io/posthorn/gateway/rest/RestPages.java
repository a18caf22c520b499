package io.posthorn.gateway.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.zip.CRC32;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a REST interface shows to people and tools, to anybody: its OpenAPI document, and a page to try it. Everything
 * comes from this server; the page may load nothing from elsewhere.
 */
final class RestPages {
    static final Set<String> METHODS = Set.of("GET", "HEAD");

    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";
    private static final String LIBRARY_VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    /** The library sets style attributes, and shows small pictures of its own. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Page> pages = new HashMap<>();

    RestPages(ObjectNode document, Set<String> tools) {
        var library = LIBRARY + libraryVersion() + "/";
        var script = "text/javascript;charset=utf-8";
        var style = "text/css;charset=utf-8";
        pages.put(
                "/openapi.json",
                new Page("application/json", document.toString().getBytes(StandardCharsets.UTF_8)));
        var html = "text/html;charset=utf-8";
        pages.put("/", new Page(html, resource("try.html")));
        for (var tool : tools) {
            pages.put("/try/" + tool + ".html", new Page(html, resource(tool + ".html")));
            pages.put("/try/" + tool + ".js", new Page(script, resource(tool + ".js")));
        }
        pages.put("/try/try.js", new Page(script, resource("try.js")));
        pages.put("/try/try.css", new Page(style, resource("try.css")));
        pages.put("/try/library.js", new Page(script, resource(library + "swagger-ui-bundle.js")));
        pages.put("/try/library.css", new Page(style, resource(library + "swagger-ui.css")));
    }

    /** The page at a path below the interface's own. */
    Optional<Page> find(String path) {
        return Optional.ofNullable(pages.get(path));
    }

    private static String libraryVersion() {
        try (var in = RestPages.class.getResourceAsStream(LIBRARY_VERSION)) {
            if (in == null) {
                throw new IllegalStateException("no resource '" + LIBRARY_VERSION + "'");
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource '" + LIBRARY_VERSION + "'", e);
        }
    }

    private static byte[] resource(String name) {
        try (var in = RestPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource '" + name + "'");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource '" + name + "'", e);
        }
    }

    /** A page as it is sent. */
    static final class Page {
        private final String type;
        private final byte[] bytes;

        /** Changes when the page does. */
        private final String tag;

        Page(String type, byte[] bytes) {
            var sum = new CRC32();
            sum.update(bytes);
            this.type = type;
            this.bytes = bytes;
            this.tag = '"' + HexFormat.of().toHexDigits((int) sum.getValue()) + '"';
        }

        void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Referrer-Policy", "no-referrer");
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader("ETag", tag);
            if (tag.equals(request.getHeader("If-None-Match"))) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
            response.setContentType(type);
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
