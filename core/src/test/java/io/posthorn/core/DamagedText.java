package io.posthorn.core;

import java.util.Random;
import java.util.function.Consumer;

/** Texts that were damaged on their way, for whatever reads what others wrote. */
public final class DamagedText {
    private static final String NASTY = "/,;:= \t\n\r\u0000é\uD83D%&+\"'\\{}[]*$-.0e9";

    private final Random random;

    private DamagedText(Random random) {
        this.random = random;
    }

    /**
     * Has a reader try so many texts, each made of an original by a few changes.
     *
     * @param reader fails where it cannot cope
     */
    public static void of(String original, int texts, Consumer<String> reader) {
        var seed = System.nanoTime();
        var damage = new DamagedText(new Random(seed));
        for (int i = 0; i < texts; i++) {
            var text = damage.applied(original);
            try {
                reader.accept(text);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", text: " + text, failed);
            }
        }
    }

    private String applied(String original) {
        var text = new StringBuilder(original);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(6));
            switch (random.nextInt(6)) {
                case 0 -> text.replace(at, end, text.length() == end - at ? "?" : "");
                case 1 -> text.insert(at, NASTY.charAt(random.nextInt(NASTY.length())));
                case 2 -> text.setCharAt(at, (char) random.nextInt(0x250));
                case 3 -> text.setLength(Math.max(at, 1));
                case 4 -> text.append(text.substring(at));
                default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            }
        }
        return text.toString();
    }
}
