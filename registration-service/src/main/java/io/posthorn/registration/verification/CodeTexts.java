package io.posthorn.registration.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What messages with verification codes say, in every language. */
final class CodeTexts {
    private static final String FILE = "code-texts.properties";
    private static final String CODE = "{code}";
    private static final Properties TEXTS = read();

    private CodeTexts() {}

    /** The message with this code. Spoken, the digits come one by one. */
    static String of(LanguageCode language, VerificationChannel channel, String digits) {
        var text = TEXTS.getProperty(language.name());
        if (text == null) {
            throw new IllegalStateException("no text for " + language + " in " + FILE);
        }
        return text.replace(
                CODE,
                switch (channel) {
                    case TEXT -> digits;
                    case VOICE -> String.join(", ", digits.split(""));
                });
    }

    private static Properties read() {
        try (var in = CodeTexts.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no file " + FILE + " beside " + CodeTexts.class);
            }
            var texts = new Properties();
            texts.load(new InputStreamReader(in, UTF_8));
            return texts;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + FILE, failed);
        }
    }
}
